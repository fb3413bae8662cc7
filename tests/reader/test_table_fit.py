"""The widths of the columns of a table, and when it is too wide to be one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.table_fit import fit, least_widths

ROWS = [["Province", "Turnout", "What changed"], ["Harbour", "48.1", "The roll is checked line by line"]]


def measured(rows: Sequence[Sequence[str]]) -> tuple[list[float], list[float]]:
    return least_widths(rows, max(map(len, rows)), lambda text: 7.0 * len(text), 12)


def test_a_column_is_never_narrower_than_its_longest_word() -> None:
    least, most = measured(ROWS)
    assert least == [8 * 7 + 12, 7 * 7 + 12, 7 * 7 + 12]
    widths = fit(least, most, 400)
    assert widths is not None
    assert sum(widths) == pytest.approx(100)
    assert all(width * 4 >= need for width, need in zip(widths, least, strict=True))
    assert widths[2] == max(widths)


def test_a_table_of_many_columns_does_not_fit() -> None:
    least, most = measured([[f"Year {2_000 + n}" for n in range(14)]])
    assert fit(least, most, 530) is None
    assert fit(least, most, 1_200) is not None


def test_one_endless_word_is_broken_rather_than_the_table_given_up() -> None:
    least, most = measured([["a", "x" * 500]])
    assert fit(least, most, 530) is not None


@given(
    st.lists(st.lists(st.text(alphabet="ab 1", max_size=30), min_size=1, max_size=8), min_size=1, max_size=5),
    st.integers(50, 1_000),
)
def test_what_fits_fills_the_width(rows: list[list[str]], width: int) -> None:
    widths = fit(*measured(rows), width)
    if widths is not None:
        assert sum(widths) == pytest.approx(100)
        assert min(widths) >= 0
