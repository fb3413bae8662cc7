"""The starter: its requirements for pip, its stamps, and what it says where something is missing."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def starter(root: Path) -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("starter", str(root / "broadside"))
    spec = importlib.util.spec_from_loader("starter", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    before = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    loader.exec_module(module)
    sys.dont_write_bytecode = before
    return module


def test_pip_gets_what_the_lock_names_with_hashes(starter: ModuleType, root: Path) -> None:
    locked = {
        (p["name"], p["version"]): {w["hash"] for w in p.get("wheels", [])}
        for p in tomllib.loads((root / "uv.lock").read_text(encoding="utf-8"))["package"]
    }
    for groups in ([], ["dev"]):
        lines = starter.requirements(groups).splitlines()
        named = set()
        for line in lines:
            found = re.fullmatch(r"([a-z0-9.-]+)==(\S+?)( ; .+?)?((?: --hash=sha256:[0-9a-f]{64})+)", line)
            assert found is not None, line
            hashes = set(re.findall(r"sha256:[0-9a-f]{64}", found[4]))
            assert hashes == locked[found[1], found[2]]
            named.add(found[1])
        assert "pyside6-essentials" in named
        assert ("pytest" in named) == ("dev" in groups)
        assert "broadside" not in named
    assert named == {name for name, _version in locked} - {"broadside"}


def test_markers_that_two_ways_need_are_joined(
    starter: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def package(name: str, version: str, *dependencies: str) -> str:
        digest = "sha256:" + format(abs(hash(name + version)), "064x")
        return (
            f'[[package]]\nname = "{name}"\nversion = "{version}"\nsource = {{ registry = "r" }}\n'
            f"dependencies = [{', '.join(dependencies)}]\nwheels = [{{ hash = '{digest}' }}]\n"
        )

    def edge(name: str, marker: str = "", version: str = "") -> str:
        rest = (f", version = '{version}'" if version else "") + (f', marker = "{marker}"' if marker else "")
        return f"{{ name = '{name}'{rest} }}"

    lock = '[[package]]\nname = "it"\nversion = "1"\nsource = { editable = "." }\ndependencies = ['
    lock += ", ".join([edge("a", "os_name == 'nt'"), edge("b"), edge("c", "python_version < '3.12'", "1")])
    lock += ", " + edge("c", "python_version >= '3.12'", "2") + "]\n"
    lock += package("a", "1", edge("d")) + package("b", "2", edge("d", "sys_platform == 'x'"), edge("e"))
    lock += package("c", "1") + package("c", "2") + package("d", "1") + package("e", "1", edge("b"))
    (tmp_path / "uv.lock").write_text(lock, encoding="utf-8")
    monkeypatch.setattr(starter, "ROOT", str(tmp_path))
    told = [line.partition(" --hash")[0] for line in starter.requirements([]).splitlines()]
    assert told == [
        "a==1 ; ((os_name == 'nt'))",
        "b==2",
        "c==1 ; ((python_version < '3.12'))",
        "c==2 ; ((python_version >= '3.12'))",
        "d==1 ; ((os_name == 'nt')) or ((sys_platform == 'x'))",
        "e==1",
    ]


def test_a_changed_lock_is_set_up_anew(
    starter: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starter, "ROOT", str(tmp_path))
    (tmp_path / "uv.lock").write_text("one", encoding="utf-8")
    env = tmp_path / ".venv"
    (env / "bin").mkdir(parents=True)
    assert not starter.is_done(str(env), "run")
    starter.mark_done(str(env), "test")
    assert not starter.is_done(str(env), "test")  # without a Python it is no environment
    Path(starter.python_of(str(env))).touch()
    assert starter.is_done(str(env), "test")
    assert starter.is_done(str(env), "run")  # what tests need is more than what a start needs
    (tmp_path / "uv.lock").write_text("two", encoding="utf-8")
    assert not starter.is_done(str(env), "run")


def test_pip_keeps_this_machine_s_mirrors_but_no_constraints(
    starter: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "global.constraint='/gone.txt'\nglobal.index-url='https://mirror.example/simple'\n"
    told += "install.find-links='/a\\n/b'\n:env:.cert='/ca.pem'\nfreeze.all='1'\n"
    monkeypatch.setattr(starter, "run", lambda command: (0, told))
    monkeypatch.setenv("PIP_CONSTRAINT", "/gone.txt")
    monkeypatch.setenv("PIP_CERT", "/ca.pem")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    settings = starter.pip_settings("python")
    assert settings["PIP_INDEX_URL"] == "https://mirror.example/simple"
    assert settings["PIP_FIND_LINKS"] == "/a\n/b"
    assert settings["PIP_CERT"] == "/ca.pem"
    assert settings["PIP_CONFIG_FILE"] == os.devnull
    assert not {"PIP_CONSTRAINT", "PIP_ALL"} & settings.keys()


def test_an_old_python_is_told(
    starter: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(starter, "NEEDS", (99, 0))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert starter.main() == 3
    assert "Python 99.0 or newer is needed" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="apt is of Debian")
def test_without_root_the_one_command_is_named(
    starter: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "apt-get").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "apt-get").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(starter, "lacking_library", lambda env, platform: "libEGL.so.1: cannot open")
    with pytest.raises(starter.Missing) as lacking:
        starter.libraries(str(tmp_path), "xcb")
    assert "libEGL.so.1" in str(lacking.value)
    assert f"sudo apt install {starter.DEBIAN}" in str(lacking.value)


def test_this_machine_can_load_qt(starter: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starter, "python_of", lambda env: sys.executable)
    assert starter.lacking_library("", "offscreen") == ""
    assert "nowhere" in starter.lacking_library("", "nowhere")


def test_it_runs_on_old_pythons_far_enough_to_say_so(root: Path) -> None:
    """Nothing newer than Python 3.6 stands in the file: no walrus, no match, no `def f(a, /)`."""
    import ast

    ast.parse((root / "broadside").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_the_fast_path_imports_nothing_heavy(root: Path) -> None:
    code = (
        "import sys; sys.dont_write_bytecode = True; before = set(sys.modules)\n"
        "import importlib.machinery as m; loader = m.SourceFileLoader('starter', sys.argv[1])\n"
        "scope = {'__name__': 'starter', '__file__': sys.argv[1]}\n"
        "exec(compile(loader.get_source('starter'), 'starter', 'exec'), scope)\n"
        "print(' '.join(set(sys.modules) - before))"
    )
    command = [sys.executable, "-I", "-S", "-c", code, str(root / "broadside")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not {"subprocess", "shutil", "hashlib", "tomllib", "ctypes"} & set(done.stdout.split())
