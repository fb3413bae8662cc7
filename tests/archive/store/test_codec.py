"""An article goes into a row and comes back letter for letter, whatever letters a page had."""

from __future__ import annotations

import zlib
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import (
    Block,
    BlockKind,
    CleanArticle,
    Mark,
    Moment,
    Note,
    Precision,
    Removal,
    RemovalReason,
)
from archive.store import codec, texts

TEXT = st.text(st.characters(exclude_categories=[]), max_size=30)  # NULs and lone surrogates too
MOMENT = st.none() | st.builds(Moment, TEXT, st.sampled_from(Precision), TEXT)
BLOCK = st.builds(
    Block,
    kind=st.sampled_from(BlockKind),
    text=TEXT,
    marks=st.lists(
        st.builds(
            Mark,
            st.integers(0, 9),
            st.integers(0, 9),
            st.sampled_from(["strong", "em", "link", "code"]),
            st.none() | TEXT,
        ),
        max_size=3,
    ).map(tuple),
    removed=st.none() | st.builds(Removal, st.sampled_from(RemovalReason), st.none() | st.integers(0, 99)),
    level=st.integers(0, 9),
    ordinal=st.none() | st.integers(0, 99),
    href=st.none() | TEXT,
)
ARTICLE = st.builds(
    CleanArticle,
    url=st.none() | TEXT,
    title=TEXT,
    authors=st.lists(TEXT, max_size=3).map(tuple),
    source=st.none() | TEXT,
    published=MOMENT,
    language=st.none() | TEXT,
    blocks=st.lists(BLOCK, max_size=5).map(tuple),
    standfirst=st.none() | TEXT,
    modified=MOMENT,
    section=st.none() | TEXT,
    lead_image=st.none() | TEXT,
    is_partial=st.booleans(),
    metadata_from=st.dictionaries(TEXT, TEXT, max_size=3),
    guessed=st.frozensets(TEXT, max_size=3),
    notes=st.lists(st.builds(Note, TEXT, TEXT), max_size=2).map(tuple),
)


@settings(max_examples=50, deadline=None)
@given(ARTICLE)
def test_an_article_comes_back_as_it_was(article):
    assert codec.decode(codec.encode(article)) == article


@settings(max_examples=50, deadline=None)
@given(ARTICLE)
def test_its_words_are_those_of_the_whole(article):
    assert codec.words(codec.encode(article)) == codec.Words.of(article)


def test_two_lone_surrogates_stay_two():
    article = CleanArticle(None, "\ud83d\ude00 \udc80", (), None, None, None, ())
    assert codec.decode(codec.encode(article)).title == "\ud83d\ude00 \udc80"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60) | st.binary(max_size=60).map(lambda data: b"\x01" + zlib.compress(data)))
def test_other_bytes_are_no_article_and_no_crash(data):
    for read in (codec.decode, codec.words):
        with pytest.raises(codec.Undecodable):
            read(data)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_flipped_bit_is_noticed_or_without_effect(data):
    article = CleanArticle(None, "Title", (), None, None, None, (Block(BlockKind.PARAGRAPH, "Words " * 9),))
    encoded = bytearray(codec.encode(article))
    place = data.draw(st.integers(0, len(encoded) * 8 - 1))
    encoded[place // 8] ^= 1 << place % 8
    with suppress(codec.Undecodable):
        assert codec.decode(bytes(encoded)) == article


def test_a_later_format_is_not_read_as_this_one():
    encoded = codec.encode(replace(CleanArticle(None, "", (), None, None, None, ()), title="x"))
    with pytest.raises(codec.Undecodable):
        codec.decode(bytes([codec.FORMAT + 1]) + encoded[1:])


@given(TEXT)
def test_exact_text_comes_back_letter_for_letter(text):
    assert texts.told(texts.exact(text)) == text


@given(st.text(st.characters(exclude_categories=[])), st.integers(1, 60))
def test_plain_text_is_one_bounded_line_that_any_label_can_show(text, limit):
    line = texts.plain(text, limit)
    assert len(line) <= limit + 1
    assert line.encode().decode() == line
    assert not any(letter in line for letter in "\0\n\r\t\x1b\x9b\u2028")
    assert texts.plain(line, limit + 1) == line


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("One, two — three.", 3),
        ("It’s the mayor's 2nd", 4),
        ("市长讲话", 4),
        ("도시 의회", 4),
        ("تعقد الجلسة", 2),
    ],
)
def test_words_are_counted_as_a_reader_counts_them(text, count):
    assert texts.count_words(text) == count
