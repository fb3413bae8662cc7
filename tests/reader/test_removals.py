"""What was removed, as passages with words for them."""

from __future__ import annotations

from archive.edits import block_refs
from archive.model import Block, BlockKind, Removal, RemovalReason
from reader.removals import label_of, name_of, passages, refs_of, summary_of


def kept(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
    return Block(kind, text)


def out(text: str, reason: RemovalReason, twin: int | None = None) -> Block:
    return Block(BlockKind.PARAGRAPH, text, removed=Removal(reason, twin))


def test_neighbours_that_are_out_for_one_reason_are_one_passage() -> None:
    blocks = [
        out("Share", RemovalReason.SHARING),
        out("Print", RemovalReason.SHARING),
        out("Sign up", RemovalReason.NEWSLETTER),
        kept("Text"),
        out("Mail", RemovalReason.SHARING),
    ]
    found = passages(blocks)
    assert [(p.first, p.last, p.text) for p in found] == [
        (0, 1, "Share\nPrint"),
        (2, 2, "Sign up"),
        (4, 4, "Mail"),
    ]


def test_two_repetitions_after_each_other_stay_two() -> None:
    blocks = [
        kept("One"),
        kept("Two"),
        out("One", RemovalReason.REPEATS, 0),
        out("Two", RemovalReason.REPEATS, 1),
    ]
    assert [label_of(p) for p in passages(blocks)] == [
        "Repeated: same as paragraph 1",
        "Repeated: same as paragraph 2",
    ]


def test_headings_are_not_counted_as_paragraphs() -> None:
    blocks = [kept("Head", BlockKind.HEADING), kept("One"), out("One", RemovalReason.REPEATS, 1)]
    assert label_of(passages(blocks)[0]) == "Repeated: same as paragraph 1"


def test_a_repetition_of_a_heading_names_no_paragraph() -> None:
    blocks = [kept("Head", BlockKind.HEADING), out("Head", RemovalReason.REPEATS, 0)]
    assert label_of(passages(blocks)[0]) == "Repeated paragraph"


def test_every_reason_has_words() -> None:
    names = {reason: name_of(passages([out("x", reason)])[0]) for reason in RemovalReason}
    assert all(names.values())
    assert len(set(names.values())) == len(names)


def test_refs_are_those_the_library_knows_the_blocks_by() -> None:
    blocks = [kept("One"), out("One", RemovalReason.REPEATS, 0), out("Mail", RemovalReason.SHARING)]
    refs = list(block_refs(blocks))
    assert refs_of(blocks, passages(blocks)) == tuple(refs[1:])
    assert refs[1].occurrence == 1


def test_the_notice_counts_in_plain_words() -> None:
    repeated = out("One", RemovalReason.REPEATS, 0)
    leftover = out("Mail", RemovalReason.SHARING)
    mine = out("No", RemovalReason.BY_PERSON)
    one = kept("One")
    assert summary_of(passages([one, repeated])) == "Removed: 1 repeated paragraph"
    assert summary_of(passages([one, repeated, repeated, leftover])) == (
        "Removed: 2 repeated paragraphs and 1 page leftover"
    )
    assert summary_of(passages([one, mine, repeated, leftover, one, leftover])) == (
        "Removed: 1 repeated paragraph, 2 page leftovers and 1 passage by you"
    )
