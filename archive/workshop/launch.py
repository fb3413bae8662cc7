"""How a worker is started: the one place that knows whether this is a checkout, a wheel or a bundle."""

from __future__ import annotations

import os
import subprocess
import sys

WORKER_FLAG = "--workshop-worker"
"""What a bundled program gets to be a worker: its entry point then calls `workshop.worker.main`."""


def worker_command() -> list[str]:
    """A fresh interpreter that imports the worker and nothing of the program that starts it.

    It searches for modules where this process does, whatever the environment says (`-I`).
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_FLAG]
    path = [entry or os.getcwd() for entry in sys.path]
    code = f"import sys; sys.path[:] = {path!r}; from archive.workshop.worker import main; main()"
    return [sys.executable, "-I", "-X", "utf8", "-c", code]


def start_worker() -> subprocess.Popen[bytes]:
    """The worker's process, its ends of both pipes as `stdin` and `stdout`."""
    return subprocess.Popen(
        worker_command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "MALLOC_ARENA_MAX": "1"},
        creationflags=_WINDOWS_FLAGS,
    )


_WINDOWS_FLAGS = (
    # No console window, and below normal priority.
    getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
)
