"""The language that is chosen, or the system's, in our words and in Qt's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from reader.i18n import _, languages, number
from reader.look import name_of, speak


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    speak("en")


@pytest.mark.parametrize(
    ("chosen", "system", "spoken", "locale", "count"),
    [
        ("", ["es-ES", "es"], "es", "es_ES", "48.216"),
        ("", ["es-MX", "es-Latn-MX", "es"], "es", "es_MX", "48,216"),
        ("", ["de-DE", "de", "es-ES"], "es", "es_ES", "48.216"),
        ("", ["fr-FR"], "en", "en_US", "48,216"),
        ("es", ["en-US"], "es", "es_ES", "48.216"),
        ("es", ["en-US", "es-MX"], "es", "es_MX", "48,216"),
        ("en", ["es-ES", "en-GB"], "en", "en_GB", "48,216"),
        ("xx", ["es-ES"], "en", "en_US", "48,216"),
    ],
)
def test_the_language_is_chosen_or_the_systems(
    chosen: str, system: list[str], spoken: str, locale: str, count: str
) -> None:
    assert speak(chosen, system) == spoken
    assert _("Undo") == {"en": "Undo", "es": "Deshacer"}[spoken]
    assert QLocale().name() == locale
    assert number(48216) == count


def test_qt_speaks_it_too() -> None:
    def cut() -> str:
        return QCoreApplication.translate("QWidgetTextControl", "Cu&t")

    speak("es")
    assert cut() == "Cor&tar"
    speak("en")
    assert cut() == "Cu&t"


def test_keys_are_named_as_in_our_sentences() -> None:
    def name(keys: str) -> str:
        return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)

    speak("es")
    assert [name(keys) for keys in ("Ctrl+Shift+N", "Del", "F6")] == ["Ctrl+Mayús+N", "Supr", "F6"]
    assert f"({name('Shift+N')})" in _("Previous hit (Shift+N)")
    speak("en")
    assert [name(keys) for keys in ("Ctrl+Shift+N", "Del")] == ["Ctrl+Shift+N", "Del"]


def test_a_language_is_named_in_its_own_words() -> None:
    assert [name_of(code) for code in languages()] == ["English", "Español"]
