"""The table of contents: which segments there are, sealed, in one JSON file that is replaced whole."""

from __future__ import annotations

import base64
import json
import os
import time
import zlib
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from archive.index import analysis
from archive.index.codec.container import Array, Damaged, Seal

FORMAT = 2
NAME = "index.json"
ENDING = ".arr"


class Listed(NamedTuple):
    """A segment as the manifest lists it; `deleted` is a mask of its documents, or None."""

    name: str
    documents: int
    seal: Seal
    deleted: Array | None = None

    @property
    def file(self) -> str:
        return self.name + ENDING

    @property
    def live_count(self) -> int:
        return self.documents - (0 if self.deleted is None else int(np.count_nonzero(self.deleted)))


class Manifest(NamedTuple):
    library: str
    generation: int
    segments: tuple[Listed, ...]


class Older(Exception):
    """Made for another library, by another version, or by another analysis of words."""


def _stamp(library: str) -> dict[str, object]:
    return {"format": FORMAT, "analyser": analysis.VERSION, "unicode": analysis.UNICODE, "library": library}


def read(folder: Path, library: str) -> Manifest:
    """Raises `FileNotFoundError` where there is none, `Older`, or `Damaged`."""
    data = (folder / NAME).read_bytes()
    try:
        given = json.loads(data)
        body = given["index"]
        if any(body.get(key) != value for key, value in _stamp(library).items()):
            raise Older
        if given["crc"] != _crc(body):
            raise Damaged("manifest")
        return Manifest(library, int(body["generation"]), tuple(_listed(one) for one in body["segments"]))
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error) as nonsense:
        raise Damaged("manifest") from nonsense


def write(folder: Path, manifest: Manifest) -> None:
    """Replace the manifest in one step; the segments' files must be on the disk already."""
    body = {
        **_stamp(manifest.library),
        "generation": manifest.generation,
        "segments": [
            {
                "name": one.name,
                "documents": one.documents,
                "seal": list(one.seal),
                "deleted": None if one.deleted is None else _packed(one.deleted),
            }
            for one in manifest.segments
        ],
    }
    fresh = folder / (NAME + ".new")
    with open(fresh, "wb") as file:
        file.write(json.dumps({"index": body, "crc": _crc(body)}).encode())
        file.flush()
        os.fsync(file.fileno())
    replace(fresh, folder / NAME)
    sync(folder)


def replace(source: Path, target: Path) -> None:
    """`os.replace`, with patience where another program looks at the target just now (Windows)."""
    for pause in (0.01, 0.05, 0.2, None):
        try:
            os.replace(source, target)
            return
        except PermissionError:
            if pause is None:
                raise
            time.sleep(pause)


def sync(folder: Path) -> None:
    """Make sure that new names are on the disk, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _listed(given: Any) -> Listed:
    name, count = given["name"], given["documents"]
    if not isinstance(name, str) or not name.replace("_", "").isalnum() or not isinstance(count, int):
        raise Damaged("manifest")
    size, crc, written = (int(number) for number in given["seal"])
    deleted = None if given["deleted"] is None else _unpacked(given["deleted"], count)
    return Listed(name, count, Seal(size, crc, written), deleted)


def _packed(mask: Array) -> str:
    return base64.b64encode(zlib.compress(np.packbits(mask).tobytes())).decode()


def _unpacked(text: str, count: int) -> Array:
    bits = np.frombuffer(zlib.decompress(base64.b64decode(text)), np.uint8)
    return np.unpackbits(bits, count=count).astype(bool)


def _crc(body: object) -> int:
    return zlib.crc32(json.dumps(body, sort_keys=True).encode())
