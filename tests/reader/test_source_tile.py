"""The square that stands for a source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import assets
from reader.source_tile import letter, tone


@given(name=st.text(max_size=30))
def test_every_name_has_a_tone_of_the_design_and_one_letter(name: str) -> None:
    assert tone(name) in assets.design().themes["light"]
    assert len(letter(name)) == 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Harbour Gazette", "H"),
        ("«northern» Ledger", "N"),
        ("جريدة الميناء", "ج"),
        ("—", "?"),
        (None, "?"),
    ],
)
def test_the_letter_is_the_one_a_person_would_say(name: str | None, expected: str) -> None:
    assert letter(name) == expected


def test_the_tone_is_the_same_on_every_computer() -> None:
    assert [tone("Harbour Gazette"), tone("HARBOUR gazette"), tone("Northern Ledger")] == [
        "tile.2",
        "tile.2",
        "tile.3",
    ]
