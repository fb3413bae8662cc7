"""What the person chose: typed values over one settings file. The core reads none of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Generic, TypeVar, overload

from PySide6.QtCore import QByteArray, QSettings

from reader.typeset import MEASURE, MEASURES, OWN_FACES, SIZE, SIZES, SPACING, SPACINGS, Typeset

T = TypeVar("T")


class _Value(Generic[T]):
    """One setting with its default. A value of another type or outside `allowed` reads as the default."""

    def __init__(self, key: str, default: T, allowed: tuple[T, ...] | None = None) -> None:
        self._key, self._default, self._allowed = key, default, allowed

    @overload
    def __get__(self, settings: None, owner: type) -> _Value[T]: ...
    @overload
    def __get__(self, settings: Settings, owner: type) -> T: ...
    def __get__(self, settings: Settings | None, owner: type) -> T | _Value[T]:
        if settings is None:
            return self
        value = _as(type(self._default), settings.file.value(self._key))
        return self._default if value is None or not self._is_allowed(value) else value

    def __set__(self, settings: Settings, value: T) -> None:
        settings.file.setValue(self._key, value)

    def _is_allowed(self, value: T) -> bool:
        return self._allowed is None or value in self._allowed


def _as(kind: type, value: object) -> Any:
    """An ini file holds only words: give back a bool, number, list or bytes, or None where it is none."""
    try:
        if kind is bool:
            return {"true": True, "false": False}.get(str(value).lower())
        if kind in (int, float):
            return None if value is None else kind(str(value))
        if kind is list:
            return [int(str(item)) for item in value] if isinstance(value, list) else None
    except ValueError:
        return None
    return value if isinstance(value, kind) else None


SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
"""Text sizes of the interface."""


class Settings:
    """The person's choices. Reading never fails: what the file does not say rightly is the default."""

    theme = _Value("look/theme", "system", ("system", "light", "dark", "sepia"))
    interface_scale = _Value("look/interface-text", 1.0, SCALES)
    reading_face = _Value("reading/face", OWN_FACES[0])
    """A typeface of this computer; one that is not there any more is replaced by the design's."""
    reading_size = _Value("reading/size", SIZE, tuple(SIZES))
    reading_spacing = _Value("reading/spacing", SPACING, tuple(SPACINGS))
    reading_measure = _Value("reading/measure", MEASURE, tuple(MEASURES))
    hit_marks = _Value("reading/hit-marks", True)
    """Whether hits are marked beside the scroll bar."""
    notes_beside = _Value("reading/notes-beside", True)
    """Whether notes stand beside the text where there is room, and are no dots."""
    less_motion = _Value("look/less-motion", False)
    language = _Value("look/language", "")
    """Empty: the system's."""
    sidebar_hidden = _Value("window/sidebar-hidden", False)
    folded = _Value("window/folded-sections", "")
    """Sections of the sidebar that show only their heading, one a word."""
    geometry = _Value("window/geometry", QByteArray())
    panes = _Value[list[int]]("window/panes", [])
    """Widths of sidebar, list and reader."""
    place_kind = _Value("window/place", "library")
    place_value = _Value("window/place-value", "")
    sort = _Value("window/sort", "newest", ("newest", "oldest"))
    """How a place is sorted when nothing is searched."""
    rows = _Value("window/rows", "comfortable", ("comfortable", "compact"))
    """How high the rows of the list are."""
    article = _Value("window/article", 0)
    """The article that was open, to come back to; 0 for none."""
    has_articles = _Value("window/has-articles", False)
    """The person's library had some when it was last closed: its window need not wait to see."""
    pictures = _Value("adding/pictures", True)
    """Whether the pictures of a page at an address are fetched with it."""
    folder = _Value("window/folder", "")
    """Where files were last added from."""
    export_folder = _Value("window/export-folder", "")
    """Where files were last written to."""
    export_form = _Value("window/export-form", "markdown")
    """The form that articles were last exported in."""
    cleaner_offered = _Value("cleaning/offered", 0)
    """The cleaner whose better texts were offered last."""
    single_letters = _Value("keys/single-letters", True)
    keys = _Value("keys/changed", "")
    """Names of commands with the keys the person gave them, as JSON."""
    palette_recent = _Value("palette/recent", "")
    """What was chosen in the command palette last, the newest first, a line each."""
    search_sort = _Value("window/search-sort", "match", ("match", "newest", "oldest"))

    def __init__(self, path: Path) -> None:
        """The settings in the ini file at `path`; it is made when the first value is set."""
        self.file = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def typeset(self) -> Typeset:
        """How articles are set."""
        return Typeset(self.reading_face, self.reading_size, self.reading_spacing, self.reading_measure)

    @typeset.setter
    def typeset(self, chosen: Typeset) -> None:
        self.reading_face, self.reading_size = chosen.face, chosen.size
        self.reading_spacing, self.reading_measure = chosen.spacing, chosen.measure

    def save(self) -> None:
        """Write to the disk now (otherwise Qt does so soon, and at the end)."""
        self.file.sync()
