"""For every test: no network beyond this machine, and a home that is not the person's."""

from __future__ import annotations

import ipaddress
import os
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, and no limit of time a call: a busy machine is no fault of the code.
settings.register_profile("broadside", derandomize=True, deadline=None)
settings.load_profile("broadside")


class NetworkTouched(AssertionError):
    """A test tried to leave this machine."""


def _is_here(host: object) -> bool:
    """True for nothing, this machine's names, and addresses of the loopback."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in (None, "", "localhost", "localhost.localdomain"):
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook (PEP 578): it sees connections of C code too, and cannot be patched away by a test."""
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        if isinstance(address, tuple) and not _is_here(address[0]):
            raise NetworkTouched(f"{event} {address}")
    elif event == "socket.getaddrinfo":
        host = arguments[0]
        try:
            ipaddress.ip_address(str(host).partition("%")[0])  # a number needs no name server
        except ValueError:
            if not _is_here(host):
                raise NetworkTouched(f"{event} {host!r}") from None


def pytest_configure(config: pytest.Config) -> None:
    sys.addaudithook(_guard)
    home = Path(tempfile.mkdtemp(prefix="broadside-tests-"))
    config.add_cleanup(lambda: _remove(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        os.environ[name] = str(home / name.lower())
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        os.environ.pop(name, None)
    os.environ["LANG"] = "C.UTF-8"


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
