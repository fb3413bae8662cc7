"""Which theme, text size and language the person wants, and the application in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication

from reader import i18n
from reader.resources import resource
from reader.settings import Settings
from reader.theme import Theme
from reader.tokens import ThemeName

SOURCE_LANGUAGE = "en"
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
            reading=self._settings.reading_scale,
        )

    def choose_theme(self, name: str) -> None:
        self._settings.theme = name
        self.apply()

    def choose_size(self, scale: str) -> None:
        self._settings.interface_scale = float(scale)
        self.apply()

    def _system_changed(self) -> None:
        if self._settings.theme == "system":
            self.apply()


def _system_theme() -> ThemeName:
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def languages() -> tuple[str, ...]:
    """The languages there are catalogues for, English first."""
    try:
        found = sorted(path.parents[1].name for path in resource("locale").glob("*/LC_MESSAGES/broadside.mo"))
    except FileNotFoundError:
        found = []
    return (SOURCE_LANGUAGE, *(code for code in found if code != SOURCE_LANGUAGE))


def speak(chosen: str, system: Sequence[str] | None = None) -> str:
    """Speak the chosen language, or the system's first that we know; returns its code."""
    known = languages()
    wanted = [chosen] if chosen else list(system or QLocale.system().uiLanguages())
    for name in wanted:
        code = name.replace("_", "-").split("-")[0].lower()
        if code in known:
            i18n.use_languages([code])
            locale = QLocale(name.replace("-", "_"))
            QLocale.setDefault(locale if locale.language() != QLocale.Language.C else QLocale(code))
            return code
    i18n.use_languages([SOURCE_LANGUAGE])
    QLocale.setDefault(QLocale(QLocale.Language.English))
    return SOURCE_LANGUAGE


def name_of(language: str) -> str:
    """A language in its own words."""
    own = _OWN_NAMES.get(language) or QLocale(language).nativeLanguageName()
    return own[:1].upper() + own[1:] if own else language
