"""Which theme, text size and language the person wants, and the application in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication

from reader import i18n
from reader.i18n import SOURCE_LANGUAGE, language_of, pgettext
from reader.settings import Settings
from reader.theme import Theme
from reader.tokens import ThemeName
from reader.typeset import Typeset

_OWN_NAMES = {"en": "English", "es": "Español", "pt": "Português", "zh": "中文"}
"""Languages whose name Qt gives with a country («American English»)."""


class Look:
    """Keeps theme and language as the settings say, and as the system changes."""

    def __init__(self, theme: Theme, settings: Settings) -> None:
        self._theme, self._settings = theme, settings
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda scheme: self._system_changed())

    def apply(self) -> None:
        """Dress the application by the settings."""
        follows = self._settings.theme == "system"
        if follows:
            QGuiApplication.styleHints().unsetColorScheme()
        self._theme.follows_system = follows
        self._theme.choose(
            _system_theme() if follows else self._settings.theme,  # type: ignore[arg-type]
            interface=self._settings.interface_scale,
            typeset=replace(self._settings.typeset, in_focus=self._theme.typeset.in_focus),
        )

    def choose_theme(self, name: str) -> None:
        self._settings.theme = name
        self.apply()

    def set_articles(self, typeset: Typeset) -> None:
        """Set articles so from now on."""
        self._settings.typeset = typeset
        self.apply()

    def set_focus(self, in_focus: bool) -> None:
        """Set the article that stands alone a little larger."""
        self._theme.choose(typeset=replace(self._theme.typeset, in_focus=in_focus))

    def choose_size(self, scale: str) -> None:
        self._settings.interface_scale = float(scale)
        self.apply()

    def _system_changed(self) -> None:
        if self._settings.theme == "system":
            self.apply()


def _system_theme() -> ThemeName:
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def speak(chosen: str, system: Sequence[str] | None = None) -> str:
    """Speak the chosen language, or the system's first that we know; returns its code.

    The system also says of which country the language is: numbers in Mexico are not those of Spain.
    """
    told = list(system or QLocale.system().uiLanguages())
    if chosen:
        told = [*(name for name in told if language_of(name) == chosen), chosen]
    spoken = i18n.use_languages(told)
    name = next((name for name in told if language_of(name) == spoken), spoken)
    QLocale.setDefault(QLocale(name.replace("-", "_")))
    _translate_qt(spoken)
    return spoken


def _translate_qt(language: str) -> None:
    """Qt's own words: the menu of a text field, the file dialog, the names of keys."""
    app = QCoreApplication.instance()
    if app is None:
        return
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    if language == SOURCE_LANGUAGE:
        return
    words, folder = QTranslator(app), QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(f"qtbase_{language}", folder):
        app.installTranslator(words)
    app.installTranslator(_Keys(app))


class _Keys(QTranslator):
    """The names of keys as they stand on a keyboard and in our sentences; Qt's are long («Mayúsculas»)."""

    def translate(self, context: str, source: str, note: str | None = None, n: int = -1) -> str | None:
        return _key_names().get(source) if context == "QShortcut" else None

    def isEmpty(self) -> bool:
        return False


def _key_names() -> dict[str, str]:
    return {
        "Ctrl": pgettext("key", "Ctrl"),
        "Shift": pgettext("key", "Shift"),
        "Del": pgettext("key", "Del"),
    }


def name_of(language: str) -> str:
    """A language in its own words."""
    own = _OWN_NAMES.get(language) or QLocale(language).nativeLanguageName()
    return own[:1].upper() + own[1:] if own else language
