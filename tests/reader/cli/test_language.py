"""A terminal speaks the language of its environment: our words, and those of help and usage around them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.cli import main
from reader.i18n import lend_to_standard_library, use_languages


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use_languages(["en"])
    lend_to_standard_library()


@pytest.mark.parametrize("told", ["es", "es_AR:en", "xx:es"])
def test_help_is_spanish(
    told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", told)
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out
    assert text.startswith("uso: broadside [-h]")
    assert "argumentos:" in text
    assert "muestra esta ayuda" in text
    assert "comprueba que todo lo conservado está entero" in text


def test_help_is_english_where_english_comes_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", "en_GB:es")
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out
    assert text.startswith("usage: broadside [-h]")
    assert "check that everything kept is whole" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["search", "agua", "--limit", "w"], "argumento --limit: hace falta un número a partir de 0"),
        (["show"], "faltan estos argumentos: ID"),
        (["frobnicate"], "opción no válida: 'frobnicate'"),
    ],
)
def test_a_wrong_command_is_told_in_spanish(
    words: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", "es")
    with pytest.raises(SystemExit) as end:
        main(words)
    assert end.value.code == 2
    assert said in capsys.readouterr().err


def test_a_failure_is_told_in_spanish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", "es")
    nowhere = tmp_path / "none"
    assert main(["show", "1", "--library", str(nowhere)]) == 4
    assert f"No hay ninguna biblioteca en {nowhere}" in capsys.readouterr().err
