"""What a worker says of a container's members, asked in this process."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from archive.importers.sizes import MEMBER
from archive.model import Capture
from archive.workshop.jobs import Made, Process
from archive.workshop.limits import Limits
from archive.workshop.worker import _process


def test_a_failure_does_not_hold_the_bytes_it_was_raised_over() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("long.html", bytes(MEMBER + 1))
    capture = Capture("many.zip", packed.getvalue(), datetime(2025, 3, 14, tzinfo=UTC))
    [made] = [said for said in _process(Process(capture, Limits())) if isinstance(said, Made)]
    assert made.error is not None
    assert made.error.kind == "too-large"
    assert made.error.__traceback__ is None
