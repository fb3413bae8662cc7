"""How the blocks of an article are set: character and block formats out of the theme's roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTableCellFormat,
    QTextTableFormat,
)

from reader.lines import is_right_to_left, script_of
from reader.theme import Theme

SHAPE = int(QTextFormat.Property.UserProperty) + 1
"""Property of a block format: which `Shape` is painted under the block."""
DEPTH = SHAPE + 1
"""Nesting of a quotation or an item, from 0."""
MARKER = SHAPE + 2
"""What stands before an item («•», «3.»)."""
CARD = SHAPE + 3
"""Number of the removed passage the block belongs to."""
SIZE = SHAPE + 4
"""The size of the block's text, logical pixels."""
TALL = SHAPE + 5
"""True where the script stands higher than Latin."""

INDENT = 26
CARD_INSET = 20
CARD_GAP = 20
CARD_TOP = 12
CARD_BOTTOM = 15
_CARD_TEXT = (17.0, 28.0)
_LABEL_ROW = 18
_LABEL_GAP = 13
BOX_PAD = 14
CELL_PADDING = 6
_BOX_ICON = 26
_MONOSPACE = ["DejaVu Sans Mono", "Menlo", "Consolas", "monospace"]
_SAMPLE = "etaoinshrdlucmfwypvbgkTAIS0"
_LETTER_SHARES = (12, 9, 8, 8, 7, 7, 6, 6, 6, 4, 4, 3, 3, 2, 2, 2, 2, 2, 1, 1, 2, 1, 1, 1, 1, 1, 3)
"""How often each letter of the sample stands in 104 of English news, roughly; spaces are not counted."""


class Shape(IntEnum):
    """What the reading pane paints under a block."""

    NONE = 0
    QUOTE = 1
    POST = 2
    ITEM = 3
    CODE = 4
    PICTURE = 5
    CARD_LABEL = 6
    CARD_TEXT = 7


@dataclass(frozen=True, slots=True)
class Setting:
    """How one kind of block is set: type and the room around it (logical pixels)."""

    role: str
    ink: str = "text.body"
    weight: int | None = None
    size: float | None = None
    line: float | None = None
    above: float = 0.0
    below: float = 0.0
    left: float = 0.0
    right: float = 0.0
    shape: Shape = Shape.NONE
    monospace: bool = False
    tabular: bool = False
    """Figures as wide as each other; hyphens too, so not for sentences."""


class ReadingStyle:
    """The formats of the moment. Make a new one when the theme has changed."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._blocks: dict[tuple[Setting, str, bool, bool, bool], QTextBlockFormat] = {}
        self._chars: dict[tuple[Setting, str], QTextCharFormat] = {}

    @property
    def bleed(self) -> int:
        """Room at both sides of the column for marks that begin or end at its edge."""
        return self._theme.tokens.highlight.column_bleed

    @property
    def column(self) -> int:
        """The width of a full line: so many letters of ordinary English, spaces apart, as the design's
        measure (with the spaces, lines come to 71 on the average)."""
        metrics = QFontMetricsF(self._theme.font("article.body"))
        widths = (metrics.horizontalAdvance(c) * n for c, n in zip(_SAMPLE, _LETTER_SHARES, strict=True))
        letter = sum(widths) / sum(_LETTER_SHARES)
        return round(letter * self._theme.typeset.letters / 10) * 10

    @property
    def scale(self) -> float:
        return self._theme.reading_scale

    @property
    def gap(self) -> float:
        """The room between two paragraphs."""
        return self._theme.tokens.paragraph_gap * self.scale

    # ---------------------------------------------------------------- the kinds

    def paragraph(self) -> Setting:
        return Setting("article.body", below=self.gap)

    def standfirst(self) -> Setting:
        """The sentence under the title where it is the beginning of the text itself."""
        return Setting("article.standfirst", "text.secondary", below=self.gap)

    def heading(self) -> Setting:
        tokens = self._theme.tokens
        return Setting(
            "article.heading",
            "text.primary",
            above=max(tokens.heading_before * self.scale, self.gap),
            below=tokens.heading_after * self.scale,
        )

    def quote(self, depth: int) -> Setting:
        return Setting("article.body", below=self.gap, left=(depth + 1) * 20 * self.scale, shape=Shape.QUOTE)

    def post(self, *, last: bool) -> Setting:
        below = self.gap if last else 4 * self.scale
        return Setting("article.body", below=below, left=20 * self.scale, shape=Shape.POST)

    def signature(self) -> Setting:
        return Setting(
            "article.meta", "text.secondary", below=self.gap, left=20 * self.scale, shape=Shape.POST
        )

    def item(self, depth: int, *, last: bool) -> Setting:
        left = (depth + 1) * INDENT * self.scale
        return Setting("article.body", below=self.gap / (1 if last else 2), left=left, shape=Shape.ITEM)

    def code(self) -> Setting:
        size = self._theme.size("article.body") * 0.8
        return Setting(
            "article.body",
            size=size,
            line=round(size * 1.5),
            above=self.gap + BOX_PAD,
            below=self.gap + BOX_PAD,
            left=BOX_PAD,
            right=BOX_PAD,
            shape=Shape.CODE,
            monospace=True,
        )

    def caption(self) -> Setting:
        return Setting("article.meta", "text.secondary", below=self.gap)

    def picture(self, *, captioned: bool) -> Setting:
        return Setting(
            "article.meta",
            "text.secondary",
            above=self.gap + BOX_PAD,
            below=BOX_PAD + (8 if captioned else self.gap),
            left=BOX_PAD + _BOX_ICON,
            right=BOX_PAD,
            shape=Shape.PICTURE,
        )

    def shown_picture(self, *, captioned: bool) -> Setting:
        return Setting("article.meta", above=self.gap / 2, below=8 if captioned else self.gap)

    def cell(self, *, heading: bool) -> Setting:
        ink = "text.primary" if heading else "text.body"
        return Setting("article.meta", ink, 600 if heading else None, tabular=True)

    def cell_width(self, text: str) -> float:
        """How wide a text is in a cell, on one line."""
        setting = self.cell(heading=True)
        return QFontMetricsF(self._font(setting, script_of(text))).horizontalAdvance(text) + 1

    def stacked(self, *, first: bool, alone: bool, heading: bool) -> Setting:
        """A cell of a table that is set as a list, for it is wider than the column."""
        if heading:
            return Setting("article.meta", "text.secondary", below=10, tabular=True)
        if first:
            return Setting("article.meta", "text.primary", 600, below=10 if alone else 0, tabular=True)
        return Setting("article.meta", below=10, left=16, tabular=True)

    def stack_label(self) -> Setting:
        return Setting("article.meta", "text.tertiary")

    def remark(self) -> Setting:
        """A line of ours among the text."""
        return Setting("article.meta", "text.tertiary", above=8, below=self.gap)

    def card_label(self) -> Setting:
        return Setting(
            "article.source",
            "removed.text",
            above=CARD_GAP + CARD_TOP,
            below=_LABEL_GAP,
            left=CARD_INSET + 21,
            right=CARD_INSET + 104,
            shape=Shape.CARD_LABEL,
        )

    def card_text(self, *, last: bool) -> Setting:
        size, line = _CARD_TEXT
        return Setting(
            "article.body",
            "removed.text",
            size=size * self.scale,
            line=line * self.scale,
            below=CARD_BOTTOM + CARD_GAP + 5 if last else 6,
            left=CARD_INSET,
            right=CARD_INSET,
            shape=Shape.CARD_TEXT,
        )

    # ---------------------------------------------------------------- the formats

    def block_format(
        self, setting: Setting, text: str, *, continues: bool = False, last: bool = True
    ) -> QTextBlockFormat:
        """The block format of a setting for this text: its direction and line height follow the script."""
        script, right_to_left = script_of(text), is_right_to_left(text)
        key = (setting, script, right_to_left, continues, last)
        if key not in self._blocks:
            self._blocks[key] = self._block_format(setting, script, right_to_left)
            if continues:
                self._blocks[key].setTopMargin(0)
            if not last:
                self._blocks[key].setBottomMargin(0)
        return QTextBlockFormat(self._blocks[key])

    def _block_format(self, setting: Setting, script: str, right_to_left: bool) -> QTextBlockFormat:
        block = QTextBlockFormat()
        line = setting.line or self._theme.line(setting.role)
        if script == "arabic" and self._theme.role(setting.role).family == "read":
            line *= self._theme.tokens.arabic_body_line
        block.setLineHeight(round(line), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        block.setTopMargin(setting.above)
        block.setBottomMargin(setting.below)
        block.setLeftMargin(setting.right if right_to_left else setting.left)
        block.setRightMargin(setting.left if right_to_left else setting.right)
        direction = Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
        block.setLayoutDirection(direction)
        block.setProperty(SIZE, self._size(setting, script))
        block.setProperty(TALL, script == "arabic")
        if setting.shape:
            block.setProperty(SHAPE, int(setting.shape))
        return block

    def char_format(self, setting: Setting, text: str) -> QTextCharFormat:
        """The character format of a setting for this text; Cyrillic and Greek get their own face."""
        key = (setting, script_of(text))
        if key not in self._chars:
            chars = QTextCharFormat()
            chars.setFont(self._font(setting, key[1]))
            chars.setForeground(QBrush(self._theme.colour(setting.ink)))
            self._chars[key] = chars
        return QTextCharFormat(self._chars[key])

    def no_room(self, *, below: bool = False) -> QTextBlockFormat:
        """The empty text block Qt keeps before and after a table; with the room of a paragraph `below`."""
        block = QTextBlockFormat()
        block.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        block.setBottomMargin(self.gap if below else 0)
        return block

    def table(self, widths: Sequence[float]) -> QTextTableFormat:
        """A table over the whole column."""
        table = QTextTableFormat()
        table.setBorder(0)
        table.setCellSpacing(0)
        table.setCellPadding(CELL_PADDING)
        table.setBorderCollapse(True)
        table.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        kind = QTextLength.Type.PercentageLength
        table.setColumnWidthConstraints([QTextLength(kind, width) for width in widths])
        return table

    def cell_format(self, *, heading: bool) -> QTextTableCellFormat:
        cell = QTextTableCellFormat()
        cell.setBottomBorder(1)
        cell.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        cell.setBottomBorderBrush(QBrush(self._theme.colour("line.strong" if heading else "line.subtle")))
        return cell

    def _font(self, setting: Setting, script: str) -> QFont:
        role = setting.role
        font = self._theme.font(role, weight=setting.weight)
        if not setting.tabular:
            font.unsetFeature(QFont.Tag("tnum"))
        unit = font.pointSizeF() / round(self._theme.size(role))
        if setting.monospace:
            font.setFamilies(_MONOSPACE)
            font.setStyleHint(QFont.StyleHint.Monospace)
        elif self._has_own_face(setting, script):
            families = self._theme.tokens.families["read"]
            own = self._theme.tokens.cyrillic_greek
            font.setFamilies([*own, *(name for name in families if name not in own)])
        font.setPointSizeF(self._size(setting, script) * unit)
        return font

    def _size(self, setting: Setting, script: str) -> float:
        size = setting.size or self._theme.size(setting.role)
        own_face = self._has_own_face(setting, script) and not setting.monospace
        return round(size * self._theme.tokens.cyrillic_factor if own_face else size)

    def _has_own_face(self, setting: Setting, script: str) -> bool:
        """True where the chosen typeface lacks the script's letters."""
        reads = self._theme.role(setting.role).family == "read"
        return script == "eastern" and reads and self._theme.typeset.lacks_eastern

    def inline(self, chars: QTextCharFormat, kind: str, address: str = "") -> None:
        """Add an emphasis, or a link, to a character format."""
        match kind:
            case "strong":
                chars.setFontWeight(QFont.Weight.DemiBold)
            case "em":
                chars.setFontItalic(True)
            case "code":
                chars.setFontFamilies(_MONOSPACE)
                chars.setFontStyleHint(QFont.StyleHint.Monospace)
            case "link":
                chars.setAnchor(True)
                chars.setAnchorHref(address)
                chars.setForeground(QBrush(self._theme.colour("accent.text")))
                chars.setFontUnderline(True)
