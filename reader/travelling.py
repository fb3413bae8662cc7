"""Back and forward through the places and articles one has looked at."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from reader.main_window import MainWindow
from reader.reading import Reading
from reader.trail import Stop, Trail

PATIENCE_MS = 1_500
"""So long the way back may take before what happens counts as the person's own steps again."""


class Travelling(QObject):
    """Writes down where the person goes, and leads back there."""

    def __init__(self, window: MainWindow, reading: Reading) -> None:
        super().__init__(window)
        self._window, self._reading, self._list = window, reading, window.list_column
        self.trail = Trail()
        self._going: Stop | None = None
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._arrive)
        self._list.query.asked.connect(self._visit)
        reading.changed.connect(self._visit)
        actions = window.commands
        actions.back.triggered.connect(lambda checked=False: self.back())
        actions.forward.triggered.connect(lambda checked=False: self._go(1))
        self._show()

    def back(self) -> None:
        """Where only one pane fits, back to the list; else to where one was before."""
        if self._window.list_is_hidden:
            self._window.leave_reader()
        else:
            self._go(-1)

    def _visit(self) -> None:
        question = self._list.query.question
        article = self._reading.open_id
        stop = Stop(question.place, self._list.place_name, question.text, question.filters, article)
        if self._going is not None:
            if stop.article == self._going.article and stop.is_same_list(self._going):
                self._arrive()
            return
        self.trail.visit(stop)
        self._show()

    def _go(self, by: int) -> None:
        stop = self.trail.step(by)
        if stop is None:
            return
        self._going = stop
        self._patience.start()
        window, column = self._window, self._list
        window.show_panes()
        window.sidebar.show_place(stop.place)
        window.rail.show_place(stop.place)
        column.name_place(stop.name)
        column.box.show_text(stop.text)
        if stop.article is not None:
            column.keep(stop.article)
        column.query.change(place=stop.place, text=stop.text, typing=False, filters=stop.filters)
        if stop.article is None:
            self._reading.close()
        else:
            row = column.model.row_of(stop.article)
            if row is not None:
                column.table.go_to(row)
            self._reading.open(stop.article)
        self._visit()
        self._show()

    def _arrive(self) -> None:
        self._patience.stop()
        self._going = None
        self._show()

    def _show(self) -> None:
        # back is always there: where only one pane fits it leads to the list
        self._window.commands.forward.setEnabled(self.trail.can_go_forward)
