"""uv.lock is in step with pyproject.toml, exact, with hashes, and names only the public index."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def lock(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "uv.lock").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def _wish(requirement: str) -> tuple[str, frozenset[str]]:
    """A requirement as (normal name, its version conditions)."""
    found = re.fullmatch(r"([A-Za-z0-9._-]+)\s*(.*)", requirement)
    assert found is not None
    name = re.sub(r"[-_.]+", "-", found[1]).lower()
    return name, frozenset(part.strip() for part in found[2].split(",") if part.strip())


def _locked(entries: list[dict[str, str]]) -> set[tuple[str, frozenset[str]]]:
    return {_wish(entry["name"] + entry.get("specifier", "")) for entry in entries}


def test_the_lock_holds_what_the_project_asks_for(lock: dict[str, Any], project: dict[str, Any]) -> None:
    ours = next(p for p in lock["package"] if p["name"] == project["project"]["name"])
    assert ours["version"] == project["project"]["version"]
    assert _locked(ours["metadata"]["requires-dist"]) == {
        _wish(r) for r in project["project"]["dependencies"]
    }
    groups = project["dependency-groups"]
    assert {g: _locked(e) for g, e in ours["metadata"]["requires-dev"].items()} == {
        name: {_wish(r) for r in wishes} for name, wishes in groups.items()
    }


def test_only_the_public_index_and_every_file_with_its_hash(lock: dict[str, Any]) -> None:
    for package in lock["package"]:
        if "virtual" in package["source"] or "editable" in package["source"]:
            continue
        assert package["source"] == {"registry": "https://pypi.org/simple"}, package["name"]
        assert package["wheels"], f"{package['name']} has no wheel, and nothing may be built at set-up"
        for file in package["wheels"]:
            assert file["url"].startswith("https://files.pythonhosted.org/packages/"), file["url"]
            assert re.fullmatch(r"sha256:[0-9a-f]{64}", file["hash"])


def test_the_tool_itself_agrees(root: Path) -> None:
    if shutil.which("uv") is None:
        pytest.skip("uv is not on this machine; the tests above need none")
    done = subprocess.run(
        ["uv", "lock", "--check", "--offline"], cwd=root, capture_output=True, text=True, check=False
    )
    if "network was disabled" in done.stderr or "not found in the cache" in done.stderr:
        pytest.skip("uv has nothing in its cache here")
    assert done.returncode == 0, done.stderr
