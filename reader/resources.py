"""Where the program's own files lie (icons, samples, translations). Knows no Qt."""

from __future__ import annotations

from pathlib import Path


def resource(name: str) -> Path:
    """A file or folder of `resources/`: inside this package once installed, beside it in a checkout.

    Raises `FileNotFoundError` when this installation lacks it, which is a bug of the installation.
    """
    here = Path(__file__).resolve().parent
    for base in (here / "_resources", here.parent / "resources"):
        if (base / name).exists():
            return base / name
    raise FileNotFoundError(f"resource {name!r} is missing from this installation")
