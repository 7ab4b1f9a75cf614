"""``gridmap account`` and ``gridmap token``."""

from __future__ import annotations

import io

import pytest

from tests.usecases.worlds import COMMUNITIES

PASSWORD = "seven lamps over brook"  # noqa: S105  (of invented people)


@pytest.fixture
def typed(gridmap, monkeypatch):
    """Run a command that is told a password through a pipe."""

    def run(*arguments, said=PASSWORD, code=0):
        monkeypatch.setattr("sys.stdin", io.StringIO(said + "\n"))
        return gridmap(*arguments, code=code)

    return run


def test_accounts_from_the_first_to_the_shut_one(gridmap, typed, town):
    ended = typed("account", "admin", "Boss", "--name", "李主任")
    assert PASSWORD not in ended.out + ended.err
    assert "administrator already" in typed("account", "admin", "other", code=5).err
    typed("account", "add", "cadre", "--office", "cadre", "--area", COMMUNITIES[0])
    typed("account", "add", "cadre", "--office", "cadre", "--area", COMMUNITIES[0], code=5)
    gridmap("account", "disable", "cadre")
    listed = [line.split("\t") for line in gridmap("account", "list").out.splitlines()]
    assert listed == [["boss", "李主任", "admin"], ["cadre", "–", "cadre", "shut"]]
    typed("account", "password", "cadre", said="three kettles on a wall")
    assert gridmap("account", "list").out.splitlines()[1] == "cadre\t–\tcadre"


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (("admin", "x"), "short", 3),
        (("admin", "a b"), PASSWORD, 3),
        (("add", "x", "--office", "patch_leader"), PASSWORD, 3),
        (("add", "x", "--office", "cadre", "--area", "43"), PASSWORD, 4),
        (("disable", "x"), "", 4),
        (("password", "x"), PASSWORD, 4),
    ],
    ids=str,
)
def test_what_is_no_account(gridmap, typed, town, arguments, said, code):
    typed("account", *arguments, said=said, code=code)
    assert gridmap("account", "list").out == ""


def test_tokens(gridmap, typed, town):
    typed("account", "admin", "boss")
    add = ("token", "add", "boss", "--name", "city", "--scope")
    made = gridmap(*add, "see figures")
    assert made.out.startswith("gm_")
    assert "boss" not in made.out
    gridmap(*add, "see everything", code=3)
    gridmap("token", "add", "nobody", "--name", "x", "--scope", "see figures", code=4)
    [line] = gridmap("token", "list").out.splitlines()
    uid, *facts = line.split("\t")
    assert facts[:3] == ["city", "boss", "see figures"]
    assert made.out.strip() not in line
    gridmap("token", "revoke", uid)
    assert gridmap("token", "list").out.strip().endswith("revoked")
    gridmap("token", "revoke", "x", code=4)
