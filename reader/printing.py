"""Printing the open article, and saving it as a PDF file."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QIODevice, QMarginsF, QObject, QSaveFile
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QFileDialog

from reader.header_words import untitled
from reader.i18n import _
from reader.main_window import MainWindow
from reader.messages import Message

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice

    from reader.paper import Paper
    from reader.print_dialog import PrintDialog


class Printing(QObject):
    """Opens the preview over the article that is open, and does what is chosen there."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.dialog: PrintDialog | None = None
        """The preview, while it is open."""
        window.commands.print.triggered.connect(self.open)

    def open(self) -> None:
        """Show the pages of the open article."""
        stored = self._window.reader.article
        if stored is None or self.dialog is not None:
            return
        from reader.paper import Paper  # nothing of it is needed before
        from reader.print_dialog import PrintDialog

        pane = self._window.reader
        hits, marks, pictures = pane.hits, pane.marks.all, pane.pictures

        def make(size: QPageSize, with_hits: bool, with_marks: bool, with_pictures: bool) -> Paper:
            return Paper(
                stored,
                size,
                typeface=self._window.theme.typeset.face,
                hits=hits if with_hits else (),
                highlights=marks if with_marks else (),
                pictures=pictures if with_pictures else None,
            )

        dialog = PrintDialog(
            self._window.theme,
            make,
            has_hits=any(hit.stream != "title" for hit in hits),
            has_marks=bool(marks),
            has_pictures=bool(pictures),
            parent=self._window,
        )
        name = stored.article.title.strip() or untitled(stored)
        dialog.print_chosen.connect(self._print)
        dialog.pdf_chosen.connect(partial(self._save, name))
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _save(self, name: str, paper: Paper) -> None:
        assert self.dialog is not None
        folder = Path(self._window.settings.export_folder or Path.home())
        wanted, _kind = QFileDialog.getSaveFileName(
            self.dialog, _("Save as PDF"), str(folder / f"{file_name(name)}.pdf"), _("PDF files (*.pdf)")
        )
        if not wanted:
            return
        path = Path(wanted if wanted.lower().endswith(".pdf") else f"{wanted}.pdf")
        self._window.settings.export_folder = str(path.parent)
        if write_pdf(paper, path, name):
            self.dialog.accept()
            self._window.messages.tell(_("Saved as {name}").format(name=path.name))
        else:
            what = _("{name} could not be written.").format(name=path.name)
            safe = _("The article is untouched, and so is a file of that name.")
            do = _("Choose another folder, or see whether the disk is full or write-protected.")
            self._window.messages.tell_trouble(Message(what, safe, do))

    def _print(self, paper: Paper) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # the system's printers are asked only now

        assert self.dialog is not None
        printer = QPrinter()
        printer.setPageLayout(_layout(paper))
        printer.setResolution(paper.resolution)
        printer.setFullPage(True)
        printer.setDocName("Broadside")
        asking = QPrintDialog(printer, self.dialog)
        asking.setMinMax(1, paper.count)
        asking.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        if asking.exec() != QPrintDialog.DialogCode.Accepted:
            return
        first, last = printer.fromPage() or 1, printer.toPage() or paper.count
        _paint(paper, printer, range(first - 1, min(last, paper.count)), printer.newPage)
        self.dialog.accept()


def write_pdf(paper: Paper, path: Path, title: str) -> bool:
    """Write all pages to a file; what stood there stays whole until the new one is. False: it failed."""
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        return False
    writer = QPdfWriter(file)
    writer.setPageLayout(_layout(paper))
    writer.setResolution(paper.resolution)
    writer.setTitle(title)
    writer.setCreator("Broadside")
    _paint(paper, writer, range(paper.count), writer.newPage)
    return bool(file.commit())


def _layout(paper: Paper) -> QPageLayout:
    return QPageLayout(paper.kind, QPageLayout.Orientation.Portrait, QMarginsF())


def _paint(paper: Paper, device: QPagedPaintDevice, pages: range, turn: Callable[[], bool]) -> None:
    painter = QPainter(device)
    for index in pages:
        if index != pages.start:
            turn()
        paper.paint(painter, index)
    painter.end()


def file_name(title: str) -> str:
    """A title as a file may be called on every system."""
    plain = re.sub(r'[\x00-\x1f<>:"/\\|?*]+', " ", title)
    return " ".join(plain.split())[:80].strip(" .") or "article"
