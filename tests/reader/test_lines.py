"""Foreign text in a few lines: whatever it is, it stays inside, and marks stand where the letters are."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from archive.model import Span
from reader import assets
from reader.lines import Lines, face, is_right_to_left, one_line, script_of
from reader.theme import Theme


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Theme:
    assets.fonts(first=True)
    return Theme(assets.design())


def test_a_title_too_long_is_cut_at_its_last_line(theme: Theme) -> None:
    words = "Third interim report of the joint standing committee on constitutional affairs and the franchise"
    lines = Lines(words, face(theme, "list.title"), 220, 2)
    assert lines.is_cut
    assert lines.count == 2
    assert lines.height == 40
    assert lines.natural_width <= 220


def test_a_short_title_is_whole(theme: Theme) -> None:
    lines = Lines("Order paper", face(theme, "list.title"), 220, 2)
    assert (lines.is_cut, lines.count) == (False, 1)


def test_marks_stand_on_their_letters(theme: Theme) -> None:
    look = face(theme, "list.snippet")
    plain = Lines("the voting age", look, 400)
    marked = Lines("the voting age", look, 400, spans=[Span(4, 14)])
    (box,) = marked.boxes(10, 0)
    assert box.right() == pytest.approx(10 + plain.natural_width, abs=1)
    assert box.left() > 10 + 15


def test_spans_count_code_points_beyond_the_basic_plane(theme: Theme) -> None:
    look = face(theme, "list.snippet")
    (plain,) = Lines("aa word", look, 400, spans=[Span(3, 7)]).boxes(0, 0)
    (shifted,) = Lines("\U0001d51e\U0001d51e word", look, 400, spans=[Span(3, 7)]).boxes(0, 0)
    assert shifted.width() == pytest.approx(plain.width(), abs=0.5)


def test_a_mark_over_a_line_break_has_two_boxes(theme: Theme) -> None:
    words = "a report that the committee wrote about voting"
    boxes = Lines(words, face(theme, "list.snippet"), 110, 9, [Span(0, len(words))]).boxes(0, 0)
    assert len(boxes) >= 3
    assert all(box.right() <= 111 for box in boxes)


def test_right_to_left_text_stands_at_the_right(theme: Theme) -> None:
    lines = Lines("لجنة", face(theme, "list.snippet"), 300, spans=[Span(0, 4)])
    (box,) = lines.boxes(0, 0)
    assert box.right() == pytest.approx(300, abs=1)
    words = "لجنة برلمانية توصي بخفض سن التصويت إلى السادسة عشرة في جميع الانتخابات"
    cut = Lines(words, face(theme, "list.snippet"), 150, 2, [Span(0, len(words))])
    assert cut.is_cut
    assert all(box.left() >= -1 and box.right() <= 151 for box in cut.boxes(0, 0))
    assert face(theme, "list.title", "لجنة برلمانية").line > theme.line("list.title")


@pytest.mark.parametrize(
    ("text", "script", "mirrored"),
    [("Vote", "latin", False), ("«Голос»", "eastern", False), ("لجنة", "arabic", True), ("", "latin", False)],
)
def test_scripts_are_told_apart(text: str, script: str, mirrored: bool) -> None:
    assert script_of(text) == script
    assert is_right_to_left(text) is mirrored


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80), width=st.integers(1, 300), most=st.integers(1, 3), data=st.data())
def test_any_text_can_be_shown(theme: Theme, text: str, width: int, most: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    lines = Lines(text, face(theme, "list.snippet"), width, most, [span])
    assert lines.count <= most
    assert len(one_line(text)) == len(text)
    lines.boxes(0, 0)


def test_a_text_of_ten_million_letters_is_no_work(theme: Theme) -> None:
    lines = Lines("x" * 10_000_000, face(theme, "list.title"), 300, 2)
    assert lines.is_cut
    assert lines.count == 2
