"""Which segments are made one: few stay, and none that another process has in hand is taken."""

from hypothesis import given
from hypothesis import strategies as st

from archive.index import write
from archive.index.codec import commits, manifest, policy
from archive.index.codec.policy import tail

LIBRARY = "0b0e3c1a"


@given(st.lists(st.integers(1, 5000), max_size=12), st.integers(1, 8000))
def test_behind_a_commit_a_segment_stays_that_is_much_larger_or_would_be_too_large(counts, most) -> None:
    chosen = tail(counts, most)
    joined = sum(counts[place] for place in chosen)
    assert not chosen or (len(chosen) > 1 and joined <= most)
    rest = sorted(count for place, count in enumerate(counts) if place not in chosen)
    smaller = joined or (rest.pop(0) if rest else 0)
    assert all(count > 3 * smaller or count + smaller > most for count in rest)


def test_many_small_commits_leave_few_segments(shelf, article) -> None:
    for _ in range(40):
        shelf.put(article(text="some words"))
    segments = manifest.read(shelf.folder, LIBRARY).segments
    assert len(segments) <= 4
    assert sum(one.live_count for one in segments) == 40
    assert len(shelf.find("word")) == 40


def test_a_commit_leaves_alone_what_a_merge_has_in_hand(shelf, article, monkeypatch) -> None:
    monkeypatch.setattr(policy, "_RATIO", 0)
    for _ in range(2):
        shelf.put(article(text="some words"))
    before = {one.name for one in manifest.read(shelf.folder, LIBRARY).segments}
    monkeypatch.setattr(policy, "_RATIO", 3)
    merge = commits.merge

    def interrupted(*given):
        write(shelf.folder, LIBRARY, [article(text="more words")], [])
        assert before <= {one.name for one in manifest.read(shelf.folder, LIBRARY).segments}
        return merge(*given)

    monkeypatch.setattr(commits, "merge", interrupted)
    assert commits.tidy(shelf.folder, LIBRARY)
    names = {one.name for one in manifest.read(shelf.folder, LIBRARY).segments}
    assert len(names) == 2
    assert not names & before
    assert not (shelf.folder / commits._IN_HAND).exists()
