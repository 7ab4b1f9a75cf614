"""``gridmap keys``."""

from __future__ import annotations


def test_a_workspace_has_keys_from_the_first_day(gridmap, home):
    first = (home / "keys").read_text(encoding="utf-8").splitlines()
    assert len(first) == 2
    assert "0 entries" in gridmap("keys", "rotate").err
    head, newest, former = (home / "keys").read_text(encoding="utf-8").splitlines()
    assert [head, former] == first
    assert newest != former


def test_keys_elsewhere(gridmap, tmp_path, monkeypatch):
    monkeypatch.setenv("GRIDMAP_KEYS", str(tmp_path / "safe"))
    gridmap("init", "--home", tmp_path / "town")
    assert (tmp_path / "safe").is_file()
    assert not (tmp_path / "town" / "keys").exists()


def test_a_backup_beside_the_keys(gridmap, home):
    said = gridmap("backup").err
    [copy] = (home / "backups").iterdir()
    assert copy.name in said.replace("\n", "")
    assert "Keep" in said
