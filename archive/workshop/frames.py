"""Messages on a pipe: eight bytes of length, then a pickle. Both ends bound what they accept."""

from __future__ import annotations

import importlib
import io
import pickle
from dataclasses import is_dataclass
from enum import Enum
from typing import IO

from archive.errors import ArchiveError

_PLAIN = {
    ("builtins", name): getattr(__import__("builtins"), name)
    for name in ("set", "frozenset", "bytearray", "complex", "range", "slice")
}
_LIBRARY = frozenset(
    (
        ("datetime", "date"),
        ("datetime", "datetime"),
        ("datetime", "time"),
        ("datetime", "timedelta"),
        ("datetime", "timezone"),
        ("collections", "Counter"),
        ("collections", "OrderedDict"),
        ("collections", "deque"),
        ("array", "array"),
        ("array", "_array_reconstructor"),
        ("archive.errors", "_rebuild"),
    )
)


class BadFrame(Exception):
    """What came over the pipe is no message."""


def write_frame(pipe: IO[bytes], message: object) -> None:
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(len(body).to_bytes(8, "big"))
    pipe.write(body)
    pipe.flush()


def read_frame(pipe: IO[bytes], limit: int | None = None) -> bytes | None:
    """One message's pickle; None at the end of the pipe. Raises `BadFrame` when it is longer or cut."""
    head = pipe.read(8)
    if not head:
        return None
    length = int.from_bytes(head, "big")
    if len(head) < 8 or (limit is not None and length > limit):
        raise BadFrame
    body = pipe.read(length)
    if len(body) < length:
        raise BadFrame
    return body


def load_trusted(body: bytes) -> object:
    """A message of the program itself, in its worker."""
    return pickle.loads(body)


def load_checked(body: bytes) -> object:
    """A message of a worker, which has read strangers' bytes: values only, nothing that runs.

    Raises `BadFrame` for anything else than plain values, dates, and the core's own dataclasses, enums and
    errors.
    """
    try:
        return _Values(io.BytesIO(body)).load()
    except Exception as error:  # a broken pickle can raise nearly anything, and all of it means the same
        raise BadFrame from error


def _member(kind: object, name: str) -> Enum:
    """A member of an enum, which Python below 3.11.4 writes as `getattr(Kind, "NAME")`."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind[name]
    raise pickle.UnpicklingError("not a value")


class _Values(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if (module, name) == ("builtins", "getattr"):
            return _member
        if (module, name) in _PLAIN:
            return _PLAIN[module, name]
        if (module, name) in _LIBRARY:
            return getattr(importlib.import_module(module), name)
        if module.startswith("archive.") and "." not in name:
            found = getattr(importlib.import_module(module), name)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, (Enum, ArchiveError))):
                return found
        raise pickle.UnpicklingError("not a value")
