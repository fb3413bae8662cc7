"""One index lived with for long: articles come, change and go, are looked for, and nothing is ever wrong."""

import random
from dataclasses import replace

import pytest

from archive.index import parse, tidy
from archive.model import Indexable, Sort

LIBRARY = "0b0e3c1a"
WORDS = {
    "en": [
        "vote",
        "votes",
        "voting",
        "council",
        "harbour",
        "ferry",
        "charge",
        "charged",
        "budget",
        "audit",
        "auditor",
        "strike",
        "the",
        "of",
        "a",
    ],
    "es": [
        "decidió",
        "decidir",
        "decisión",
        "año",
        "años",
        "gobierno",
        "gobiernos",
        "puerto",
        "pública",
        "publicar",
        "el",
        "de",
        "la",
    ],
    "de": ["Straße", "Strassen", "Wahl", "Wahlen", "wählte", "Häfen", "Hafen", "Über", "und", "die", "der"],
    "ru": ["министр", "министры", "решение", "решения", "выборы", "выбор", "и", "в", "на"],
    "ar": ["المجلس", "مجلس", "قَرَّرَ", "قرر", "الميناء"],
    "zh": ["台", "灣", "總", "統", "選", "舉", "港"],
}
SOURCES = ("Harbour Gazette", "Ledger", "El Faro", "")
SHAPES = (
    "{a}", "{a} {b}", "{a} OR {b}", "{a} -{b}", '"{a} {b}"', "{p}*", "{a}~", "title:{a}", "note:{a}",
    "text:({a} OR {b}) {c}",
    '"{a}"', "{a} NEAR/3 {b}", "source:ledger {a}", 'source:"el faro"', "lang:es {a}", "after:2019 {a}",
    "date:2018..2020 -{a}",
    "tag:housing {a}", "is:unread OR {a}", "-({a} {b})", "{a} ({b} OR {c})",
)  # fmt: skip
EACH_FORM = {
    "archive.index.codec.lists._SMALL_SEGMENT": 1,
    "archive.index.codec.lists.RARE": 3,
    "archive.index.codec.lists.COMMON": 2,
    "archive.index.codec.stream._WORTH_IT": 1,
    "archive.index.codec.stream.MOST": 2,
    "archive.index.codec.merging._AT_ONCE": 50,
}


MOST = 60
"""Reading every article takes long where there are many."""


class Life:
    """What happens, by chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.next = 1

    def words(self, language: str, most: int) -> str:
        words = WORDS[language]
        return " ".join(self.chance.choices(words, range(len(words), 0, -1), k=self.chance.randint(0, most)))

    def article(self, number: int, revision: int = 1) -> Indexable:
        language = self.chance.choice(list(WORDS))
        return Indexable(
            number,
            revision,
            self.words(language, 4),
            self.words(language, 30),
            notes=self.words(language, 2),
            captions=self.words(language, 3),
            source=self.chance.choice(SOURCES),
            published=self.chance.choice([None, "2018-05-01", "2019-12-31", "2021-02-03"]),
            language=language,
        )

    def query(self) -> str:
        pool = self.chance.choice([*WORDS.values(), [word for words in WORDS.values() for word in words]])
        a, b, c = (self.chance.choice(pool) for _ in range(3))
        return self.chance.choice(SHAPES).format(a=a, b=b, c=c, p=a[: self.chance.randint(2, 4)])


@pytest.mark.parametrize("steps", [60, pytest.param(1500, marks=pytest.mark.slow)])
@pytest.mark.parametrize("forms", [{}, EACH_FORM], ids=["as it is", "every form"])
def test_nothing_is_ever_wrong(shelf, scan, monkeypatch, forms, steps) -> None:
    for name, value in forms.items():
        monkeypatch.setattr(name, value)
    life = Life(11)
    searches = 0
    for step in range(steps):
        known = list(shelf.items)
        act = life.chance.random()
        if not known or (act < 0.22 and len(known) < MOST):
            count = life.chance.choice((1, 1, 2, 5))
            shelf.put(*(life.article(life.next + n) for n in range(count)))
            life.next += count
        elif act < 0.34:
            number = life.chance.choice(known)
            shelf.put(life.article(number, shelf.items[number].revision + 1))
        elif act < 0.46:
            shelf.put(removed=life.chance.sample(known, min(len(known), life.chance.choice((1, 1, 3)))))
        elif act < 0.50:
            tidy(shelf.folder, LIBRARY)
            shelf.index.reopen()
        else:
            query = life.query()
            parsed = parse(query)
            expected = scan(list(shelf.items.values())).find(parsed.tree) if parsed.tree else set()
            sort = life.chance.choice(list(Sort))
            assert set(shelf.find(query, sort=sort)) == expected, (step, query)
            assert shelf.search(query, sort=sort, limit=3).total == len(expected), (step, query)
            for number in life.chance.sample(known, min(3, len(known))):
                item = shelf.items[number]
                quick = shelf.index.marked(parsed, item)
                assert quick == shelf.index.marked(parsed, replace(item, revision=-1)), (step, query)
            searches += 1
    assert shelf.index.known() == {number: item.revision for number, item in shelf.items.items()}
    assert searches > steps / 3
