"""The person's edits over a cleaned article."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from archive.edits import apply_edits, block_refs, typed_moment, used
from archive.model import (
    Block,
    BlockKind,
    CleanArticle,
    Edit,
    Precision,
    Removal,
    RemovalReason,
)


def article(*blocks: Block) -> CleanArticle:
    return CleanArticle(None, "Harbour vote", (), None, None, "en", blocks)


FIRST = Block(BlockKind.PARAGRAPH, "The council met on Tuesday.")
AGAIN = Block(BlockKind.PARAGRAPH, "The council met on Tuesday.", removed=Removal(RemovalReason.REPEATS, 0))


def test_a_repeat_is_put_back_without_touching_its_twin() -> None:
    before = article(FIRST, AGAIN)
    refs = list(block_refs(before.blocks))
    assert refs[0] != refs[1]
    after = apply_edits(before, [Edit("put-back", refs[1])])
    assert after.text == "The council met on Tuesday.\nThe council met on Tuesday."
    assert before.text == "The council met on Tuesday."


def test_a_paragraph_taken_out_says_who_did_it() -> None:
    before = article(FIRST)
    after = apply_edits(before, [Edit("remove", next(block_refs(before.blocks)))])
    assert after.text == ""
    assert after.blocks[0].removed == Removal(RemovalReason.BY_PERSON)


def test_an_edit_of_a_vanished_block_changes_nothing() -> None:
    ref = next(block_refs([Block(BlockKind.PARAGRAPH, "Gone.")]))
    assert apply_edits(article(FIRST), [Edit("remove", ref)]) == article(FIRST)


def test_fields_are_set_and_say_that_the_person_did() -> None:
    after = apply_edits(
        article(FIRST),
        [
            Edit("field", field="authors", value="Ada Moss; Ben Ash"),
            Edit("field", field="published", value="2023-03"),
        ],
    )
    assert after.authors == ("Ada Moss", "Ben Ash")
    assert after.published is not None
    assert after.published.precision is Precision.MONTH
    assert after.published.day == "2023-03-01"
    assert after.metadata_from["authors"] == "you"


@given(st.text())
def test_any_typed_date_is_a_moment_or_none(text: str) -> None:
    moment = typed_moment(text)
    assert moment is None or moment.date


PAGE = tuple(Block(BlockKind.PARAGRAPH, f"Passage number {n} of the page.") for n in range(6))


def test_passages_of_the_page_are_taken_in_in_their_order() -> None:
    before = article(PAGE[1], PAGE[4])
    edits = [edit for position in (3, 2, 5, 0) for edit in used(before, PAGE, {position})]
    assert apply_edits(before, edits).text == "\n".join(block.text for block in PAGE)


def test_what_is_among_the_removed_is_put_back() -> None:
    before = article(PAGE[0], replace(PAGE[1], removed=Removal(RemovalReason.FURNITURE)))
    (edit,) = used(before, PAGE, {0, 1})
    assert edit.kind == "put-back"
    assert apply_edits(before, [edit]).text == f"{PAGE[0].text}\n{PAGE[1].text}"


def test_a_passage_taken_in_is_not_doubled_and_never_lost() -> None:
    edits = used(article(PAGE[1]), PAGE, {2})
    assert apply_edits(article(PAGE[1], PAGE[2]), edits).text == f"{PAGE[1].text}\n{PAGE[2].text}"
    assert apply_edits(article(PAGE[5]), edits).text == f"{PAGE[5].text}\n{PAGE[2].text}"


def test_twins_still_name_the_block_they_named() -> None:
    copy = replace(PAGE[1], removed=Removal(RemovalReason.REPEATS, 0))
    before = article(PAGE[1], PAGE[4], copy)
    after = apply_edits(before, used(before, PAGE, {0, 2}))
    assert [block.text for block in after.blocks[:3]] == [PAGE[n].text for n in (0, 1, 2)]
    removed = after.blocks[-1].removed
    assert removed is not None
    assert removed.twin == 1
