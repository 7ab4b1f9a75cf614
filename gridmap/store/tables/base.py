"""What all tables share: one metadata, naming of constraints, recurring columns."""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    event,
    text,
)

__all__ = [
    "append_only",
    "ends_by_day",
    "flag",
    "metadata",
    "of_source",
    "opened_closed",
    "primary_key",
    "ref",
    "steps_by_day",
    "uid",
    "valid_from",
]

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def primary_key() -> Column[int]:
    """Row id; never shown outside."""
    return Column("id", Integer, primary_key=True)


def uid() -> Column[str]:
    """Public id (UUIDv7 as text), stable whatever codes and names do."""
    return Column("uid", Text, nullable=False, unique=True)


def ref(name: str, table: str | None = None, *, null: bool = False) -> Column[int]:
    """Reference to a row of ``table`` (by default the table of the column's own name)."""
    return Column(name, Integer, ForeignKey(f"{table or name}.id"), nullable=null)


def of_source() -> tuple[Column[str], Column[str], UniqueConstraint]:
    """Where a thing comes from, and what it is called there."""
    return (
        Column("source", Text, nullable=False),
        Column("source_ref", Text, nullable=False),
        UniqueConstraint("source", "source_ref"),
    )


def flag(name: str, *, default: bool = False) -> Column[bool]:
    """Yes or no, never unknown."""
    return Column(name, Boolean, nullable=False, default=default)


def valid_from() -> Column[object]:
    """First local day on which a step row holds."""
    return Column("valid_from", Date, nullable=False)


def opened_closed() -> tuple[Column[object], Column[object]]:
    """Half-open life of a thing, in local days; ``NULL`` where that end is open."""
    return Column("opened_on", Date), Column("closed_on", Date)


def ends_by_day(table: str) -> tuple[Index, Index]:
    """Find the few things that began or ended on a known day, without going through all of them."""
    began, ended = (_few(table, name, f"{name} IS NOT NULL") for name in ("opened_on", "closed_on"))
    return began, ended


def steps_by_day(table: str) -> Index:
    """Find the few steps that do not hold since the beginning (:func:`~..steps.began_later`)."""
    return _few(table, "valid_from", "valid_from > '0001-01-01'")


def _few(table: str, column: str, which: str) -> Index:
    where = text(which)
    return Index(f"ix_{table}_{column}", column, sqlite_where=where, postgresql_where=where)


def append_only(table: Table) -> None:
    """Let triggers refuse to change or delete what was written down."""
    name = table.name
    for act in ("UPDATE", "DELETE"):
        refuse = DDL(  # type: ignore[no-untyped-call]
            f"CREATE TRIGGER {name}_{act.lower()} BEFORE {act} ON {name} "
            f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
        )
        event.listen(table, "after_create", refuse.execute_if(dialect="sqlite"))
    function = (
        f"CREATE FUNCTION {name}_stays() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{name} is append-only'; END $$"
    )
    trigger = (
        f"CREATE TRIGGER {name}_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON {name} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}_stays()"
    )
    for statement in (function, trigger):
        stays = DDL(statement)  # type: ignore[no-untyped-call]
        event.listen(table, "after_create", stays.execute_if(dialect="postgresql"))
