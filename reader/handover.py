"""Hands files and addresses to the window that has a library open. Knows no Qt; the window listens.

One connection, one line of JSON each way, UTF-8, at most `LONGEST` bytes:
    {"add": ["/absolute/path", "https://…"], "show": true}   →   {"ok": true}
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

LONGEST = 4_000_000
PATIENCE = 3.0
"""Seconds a running window may take to answer."""


def address_of(library: Path) -> str:
    """Where the window of a library listens: a socket only this user reaches, or a pipe on Windows."""
    name = hashlib.sha256(os.fsencode(os.path.realpath(library))).hexdigest()[:20]
    if sys.platform == "win32":
        return rf"\\.\pipe\broadside-{name}"
    return str(_runtime_folder() / f"{name}.sock")


def hand_over(library: Path, add: Sequence[str] = (), *, show: bool = True) -> bool:
    """Ask the window of this library to bring these in, and to come to the front if `show`.

    Paths are made absolute. False when no window has it open, or when it does not answer.
    """
    origins = [item if "://" in item else os.path.abspath(item) for item in add]
    line = json.dumps({"add": origins, "show": show}, ensure_ascii=True).encode("ascii") + b"\n"
    if len(line) > LONGEST:
        return False
    try:
        answer = _talk(address_of(library), line)
    except OSError:
        return False
    try:
        return bool(json.loads(answer).get("ok"))
    except (ValueError, AttributeError):
        return False


def _talk(address: str, line: bytes) -> bytes:
    if sys.platform == "win32":
        with open(address, "r+b", buffering=0) as pipe:
            pipe.write(line)
            return pipe.readline(LONGEST)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(PATIENCE)
        connection.connect(address)
        connection.sendall(line)
        with connection.makefile("rb") as answers:
            return answers.readline(LONGEST)


def _runtime_folder() -> Path:
    """A folder only this user may look into; short, since a socket's path may have about 100 bytes."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    base = Path(runtime) if runtime and os.path.isdir(runtime) else Path(tempfile.gettempdir())
    folder = base / (f"broadside-{os.getuid()}" if sys.platform != "win32" else "broadside")
    folder.mkdir(mode=0o700, exist_ok=True)
    if sys.platform != "win32":
        about = folder.lstat()
        if about.st_uid != os.getuid() or about.st_mode & 0o077:
            raise PermissionError(folder)  # someone else's: what is sent there is not safe
    return folder
