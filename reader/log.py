"""The log: what happened, by number. Never a title, an address, a question or a text."""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
from pathlib import Path
from typing import IO

SIZE = 1_000_000
KEPT = 3


class Log:
    """A log that turns over, and beside it the file the interpreter writes to when it dies."""

    def __init__(self, folder: Path) -> None:
        """Begin to write in `folder`, made if need be. A folder that cannot be written makes no trouble."""
        self.path = folder / "broadside.log"
        self._handler: logging.Handler | None = None
        self._faults: IO[str] | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handler = logging.handlers.RotatingFileHandler(
                self.path, maxBytes=SIZE, backupCount=KEPT, encoding="utf-8", delay=False
            )
            self._faults = open(folder / "faults.log", "a", encoding="utf-8")  # noqa: SIM115
        except OSError:
            return
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        self._handler = handler
        logger = logging.getLogger("broadside")
        logger.setLevel(logging.INFO)
        logger.propagate = False
        logger.addHandler(handler)
        faulthandler.enable(self._faults)

    def close(self) -> None:
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            self._faults = None
        if self._handler is not None:
            logging.getLogger("broadside").removeHandler(self._handler)
            self._handler.close()
            self._handler = None

    def tail(self, most: int = 60_000) -> str:
        """The end of the log, for showing."""
        try:
            with open(self.path, "rb") as file:
                file.seek(0, 2)
                file.seek(max(0, file.tell() - most))
                return file.read().decode("utf-8", "replace")
        except OSError:
            return ""
