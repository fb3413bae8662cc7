"""What is believed of a worker's message: values, whichever Python wrote them, and nothing that runs."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable

import pytest

from archive.model import Block, BlockKind, CleanArticle
from archive.workshop.frames import BadFrame, load_checked


class Reduced:
    """Pickled as a call of `function` with `arguments`."""

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self.call = function, arguments

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self.call


def test_a_kind_as_older_pythons_write_it() -> None:
    """Debian 12's Python 3.11.2 writes a member of an enum as `getattr(BlockKind, "POST")`."""
    assert load_checked(pickle.dumps(Reduced(getattr, BlockKind, "POST"))) is BlockKind.POST
    assert load_checked(pickle.dumps(Reduced(BlockKind, "post"))) is BlockKind.POST


@pytest.mark.parametrize(
    "attack",
    [
        Reduced(os.system, "true"),
        Reduced(eval, "1"),
        Reduced(getattr, BlockKind, "__class__"),
        Reduced(getattr, BlockKind, "mro"),
        Reduced(getattr, "text", "upper"),
        Reduced(getattr, Block, "__init__"),
        Reduced(getattr, CleanArticle, "text"),
        Reduced(__import__, "os"),
    ],
    ids=lambda attack: f"{attack.call[0].__name__}-{attack.call[1][-1]}",
)
def test_nothing_that_runs_is_believed(attack: Reduced) -> None:
    with pytest.raises(BadFrame):
        load_checked(pickle.dumps(attack))
