"""A library that is used has a proved backup, without anybody asking for it."""

from __future__ import annotations

from pathlib import Path

from reader.__main__ import main


def test_an_import_ends_with_the_backup_that_is_due(tmp_path: Path) -> None:
    page = tmp_path / "ferry.txt"
    page.write_text("The ferry to Norvik runs again.\n\nNobody had asked for it, and everybody was glad.\n")
    library = tmp_path / "library"
    assert main(["--library", str(library), "import", str(page)]) == 0
    assert list((library / "backups").iterdir())
    restored = tmp_path / "restored"
    assert main(["--library", str(restored), "restore", str(library / "backups")]) == 0
    assert main(["--library", str(restored), "check"]) == 0
