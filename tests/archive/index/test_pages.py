"""What a process holds of mapped files stays bounded, and what was let go of reads the same."""

from pathlib import Path

import numpy as np
import pytest

from archive.index.codec.container import Arrays, ArrayWriter
from archive.index.codec.pages import Pages, resident

SIZE = 16 << 20


@pytest.mark.skipif(resident() is None, reason="this system does not tell what is resident")
def test_mapped_pages_are_let_go_of_when_they_are_too_many(tmp_path: Path) -> None:
    writer = ArrayWriter(tmp_path / "some.arr")
    writer.append("numbers", np.arange(SIZE // 4, dtype=np.uint32))
    arrays = Arrays(tmp_path / "some.arr", writer.finish({}))
    few, many = Pages(most=2 * SIZE, seconds=0.0), Pages(most=SIZE // 4, seconds=0.0)
    before = resident()
    total = int(arrays["numbers"].sum(dtype=np.int64))
    assert before is not None
    assert (resident() or 0) - before > SIZE // 2
    few.spare([arrays])
    assert (resident() or 0) - before > SIZE // 2
    many.spare([arrays])
    assert (resident() or 0) - before < SIZE // 2
    assert int(arrays["numbers"].sum(dtype=np.int64)) == total


def test_checking_a_file_does_not_keep_it_in_memory(tmp_path: Path) -> None:
    writer = ArrayWriter(tmp_path / "some.arr")
    writer.append("numbers", np.arange(SIZE // 4, dtype=np.uint32))
    seal = writer.finish({})
    arrays = Arrays(tmp_path / "some.arr", seal)
    before = resident()
    arrays.check(seal)
    if before is not None:
        assert (resident() or 0) - before < SIZE // 2
