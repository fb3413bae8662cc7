"""All hostile files of the kit beside the checkout go through the real library, each in its own process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KIT = ROOT.parent / "shared" / "hostile"

NEVER = ("no_hang", "no_crash", "no_network", "no_outside", "no_foreign_process", "unchanged", "memory")
"""What no file may ever bring about, whatever becomes of its text."""

FLOOR = 270
"""Of 278 cases: as many end exactly as the kit asks."""


@pytest.mark.slow
@pytest.mark.skipif(not KIT.is_dir(), reason="no shared/hostile beside the checkout")
def test_no_hostile_file_does_harm(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    ran = subprocess.run(
        [
            *(sys.executable, str(KIT / "run_cases.py"), "--adapter", "hostile_adapter:import_path"),
            *("--small", "--trace", "off", "--jobs", "1", "--report", str(report)),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests' / 'faults'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    print(ran.stdout)
    results = json.loads(report.read_text("utf-8"))
    harm = {case["id"]: case["bad"] for case in results if any(b.startswith(NEVER) for b in case["bad"])}
    assert harm == {}
    assert sum(not case["bad"] for case in results) >= FLOOR
