"""Whether a window can be shown here: without a screen Qt would end the process. Knows no Qt."""

from __future__ import annotations

import ctypes
import os
import sys


def screen_trouble() -> str | None:
    """Why no window can be shown: `none` (no screen here) or `no-answer`; None when one can.

    Someone who set QT_QPA_PLATFORM has chosen a platform, and a Wayland session answers for itself.
    """
    if not sys.platform.startswith("linux"):
        return None
    if os.environ.get("QT_QPA_PLATFORM") or os.environ.get("WAYLAND_DISPLAY"):
        return None
    if not os.environ.get("DISPLAY"):
        return "none"
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return None  # the library that would ask is itself among those that a window needs
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return "no-answer" if refused else None
