"""What a worker gives up before it reads a stranger's bytes. Runs in the worker."""

from __future__ import annotations

import contextlib
import os
import signal
import sys

from archive.workshop.limits import Limits

_REFUSED = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "urllib.",
    "ctypes.dlopen",
    "webbrowser.",
)


class NotInWorkshop(RuntimeError):
    """Something in a worker tried to reach the network or to start a program."""


def confine() -> None:
    """No network, no programs, files for this person alone, low priority, no core file. Cannot be undone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.umask(0o077)
    if hasattr(os, "nice"):
        os.nice(5)
    _set_limit("RLIMIT_CORE", 0)
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event == "ctypes.dlopen" and arguments == (None,):
        return  # this process itself: what `import ctypes`, and so numpy, begins with
    if event.startswith(_REFUSED):
        raise NotInWorkshop(event)


def apply(limits: Limits) -> None:
    """Set what the next piece of work may use; processor time counts from now."""
    _set_limit("RLIMIT_AS", limits.memory)
    _set_limit("RLIMIT_FSIZE", limits.file_size)
    times = os.times()
    _set_limit("RLIMIT_CPU", int(times.user + times.system) + 1 + limits.cpu)


def _set_limit(name: str, value: int) -> None:
    """The soft limit only: the next work may need more. Where a system has none, the wall clock stays."""
    if sys.platform == "win32":
        return
    import resource

    if not hasattr(resource, name):
        return
    kind = getattr(resource, name)
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(kind, (value, hard))


def peak_memory() -> int:
    """The most memory this process has had, in bytes; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
