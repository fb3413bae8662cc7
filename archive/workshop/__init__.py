"""Strangers' bytes are parsed here only: in killable processes of their own, limited, without network."""

from archive.workshop.handle import WorkerFailed
from archive.workshop.limits import Limits
from archive.workshop.processed import Processed
from archive.workshop.workshop import Workshop

__all__ = ["Limits", "Processed", "WorkerFailed", "Workshop"]
