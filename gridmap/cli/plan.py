"""``gridmap plan …``: look at plans, compare them, let them take effect, discard them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from rich.table import Table

from gridmap.cli.console import data, getting_on, show_findings, talk
from gridmap.cli.home import Home, opened, remember_home
from gridmap.cli.output import write_output
from gridmap.cli.printing import Font, PaperSize, Pdf, SheetLanguage, Spoken, spoken_by
from gridmap.cli.spoken import CommandTree
from gridmap.errors import GridmapError
from gridmap.words import say

if TYPE_CHECKING:
    from gridmap.usecases.plan_views import PlanView

__all__ = ["app", "show_plan"]

app = CommandTree()

Name = Annotated[str, typer.Argument(metavar=say("cli-a-plan"), help=say("cli-plan-name"))]


LetterLanguage = Annotated[
    SheetLanguage | None, typer.Option(metavar="zh|en", help=say("cli-letter-language"))
]


class LetterSize(StrEnum):
    """How large a letter is."""

    A4 = "A4"
    A5 = "A5"


_FIGURES: Final = (
    "grids", "outside", "beyond", "households", "moved", "leaders_changed", "buildings_moved",
    "pieces", "border_m", "walk_m", "polsby_popper",
)  # fmt: skip


@app.callback()
def _begin(context: typer.Context, home: Home = None) -> None:
    remember_home(context, home)


@app.command("list", help=say("cli-plan-list"))
def listing(context: typer.Context, home: Home = None) -> None:
    """List plans."""
    from gridmap.usecases.plans import plans

    with opened(context, home) as workspace:
        for one in plans(workspace):
            data.print(_head(one), markup=False)


@app.command(help=say("cli-plan-show"))
def show(
    context: typer.Context,
    name: Name,
    *,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help=say("cli-plan-json"))] = False,
    home: Home = None,
) -> None:
    """Show a plan."""
    from gridmap.usecases.plan_account import findings_in
    from gridmap.usecases.plans import plan

    with opened(context, home) as workspace:
        found = plan(workspace, name)
    if as_json:
        typer.echo(json.dumps(found.account, ensure_ascii=False, indent=2))
        return
    show_findings(findings_in(found.account), rest="--json")
    show_plan(found)


@app.command(help=say("cli-plan-compare"))
def compare(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar=say("cli-a-plan"), help=say("cli-plans"))],
    home: Home = None,
) -> None:
    """Compare plans, and today beside them."""
    from gridmap.usecases.plan_account import balanced_said
    from gridmap.usecases.plans import plan

    with opened(context, home) as workspace:
        found = [plan(workspace, name) for name in names]
    # Plans of other areas, or with other bounds, have a today of their own.
    todays = [one.account["today"] for one in found]
    apart = any(today != todays[0] for today in todays)
    columns: list[tuple[str, Mapping[str, Any] | None]] = []
    for one, today in zip(found, todays, strict=True):
        if apart or not columns:
            columns.append((say("plan-today"), today))
        columns.append((one.name, one.account["then"]))
    table = _table(say("plan-figure"), *(head for head, _ in columns))
    _figures(table, found, [column for _, column in columns])
    data.print(table)
    for one in found:
        data.print(f"{one.name} · {balanced_said(one.account['asked'])}", markup=False)


@app.command(help=say("cli-plan-apply"))
def apply(
    context: typer.Context,
    name: Name,
    *,
    on: Annotated[
        datetime,
        typer.Option(
            "--on", formats=["%Y-%m-%d"], metavar=say("cli-a-day"), help=say("cli-plan-on")
        ),
    ],
    home: Home = None,
) -> None:
    """Submit a draft where that was not done, and approve it for a day."""
    from gridmap.usecases.plans import approve_plan, plan, submit_plan, withdraw_plan

    with opened(context, home) as workspace:
        drafted = plan(workspace, name).state == "draft"
        if drafted:
            submit_plan(workspace, name)
        try:
            approved = approve_plan(workspace, name, on.date())
        except GridmapError:
            if drafted:
                withdraw_plan(workspace, name)
            raise
    key = "plan-took-effect" if approved.state == "in_effect" else "plan-applies"
    talk.print(say(key, name=name, day=on.date()), markup=False)


@app.command(help=say("cli-plan-discard"))
def discard(context: typer.Context, name: Name, home: Home = None) -> None:
    """Discard a plan, and take back what it wrote for a day to come."""
    from gridmap.usecases.plans import discard_plan

    with opened(context, home) as workspace:
        discard_plan(workspace, name)
    talk.print(say("plan-discarded-done", name=name), markup=False)


@app.command(help=say("cli-plan-changes"))
def changes(
    context: typer.Context,
    name: Name,
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar=say("cli-a-file"),
            help=say("cli-plan-changes-output"),
            dir_okay=False,
        ),
    ],
    home: Home = None,
) -> None:
    """Write whose leader changes as a workbook."""
    from gridmap.render.tables import plan_changes_xlsx
    from gridmap.usecases.plan_changes import plan_changes

    with opened(context, home) as workspace:
        told = plan_changes(workspace, name)
        write_output(plan_changes_xlsx(told.parts, told.letters), output)


@app.command(help=say("cli-plan-letters"))
def letters(
    context: typer.Context,
    name: Name,
    *,
    output: Pdf,
    template: Annotated[
        Path | None,
        typer.Option(
            metavar=say("cli-a-file"), help=say("cli-letter-template"), exists=True, dir_okay=False
        ),
    ] = None,
    paper: Annotated[
        LetterSize, typer.Option(metavar="A4|A5", help=say("cli-letter-paper"))
    ] = LetterSize.A4,
    lang: LetterLanguage = None,
    address: Annotated[
        str | None, typer.Option(metavar="URL", help=say("cli-letter-address"))
    ] = None,
    font: Font = None,
    home: Home = None,
) -> None:
    """Print a letter to each household that changes leader."""
    from gridmap.render.sheets import LetterPaper, boxed_finding
    from gridmap.usecases.letter_text import read_letter_text
    from gridmap.usecases.plan_letters import LetterWishes, plan_letters

    with opened(context, home) as workspace:
        wishes = LetterWishes(
            None if template is None else read_letter_text(template),
            LetterPaper(paper.value),
            spoken_by(lang),
            address,
            font,
        )
        made = plan_letters(workspace, name, wishes)
    write_output(made.pdf, output)
    said = say("cli-letters-printed", letters=made.sheets, pages=made.pages, file=output)
    talk.print(said, markup=False)
    show_findings(boxed_finding(made.boxed), rest="--font")


@app.command(help=say("cli-plan-sheets"))
def sheets(
    context: typer.Context,
    name: Name,
    *,
    output: Pdf,
    paper: Annotated[
        PaperSize, typer.Option(metavar="A4|A3", help=say("cli-paper"))
    ] = PaperSize.A4,
    lang: Spoken = None,
    font: Font = None,
    home: Home = None,
) -> None:
    """Print today beside the proposal, area by area."""
    from gridmap.render.sheets import Paper, boxed_finding
    from gridmap.usecases.plan_sheets import ChangeWishes, plan_sheets

    with (
        opened(context, home) as workspace,
        getting_on(say("cli-drawing-sheets")) as percent,
    ):
        wishes = ChangeWishes(Paper(paper.value), spoken_by(lang), font)
        made = plan_sheets(
            workspace,
            name,
            wishes,
            progress=lambda done, all_of_them: percent(100 * done // all_of_them),
        )
    write_output(made.pdf, output)
    talk.print(say("cli-printed", sheets=made.sheets, pages=made.pages, file=output), markup=False)
    show_findings(boxed_finding(made.boxed), rest="--font")


@app.command("letter-text", help=say("cli-letter-text"))
def letter_text(
    context: typer.Context,
    *,
    keep: Annotated[
        Path | None,
        typer.Option(
            metavar=say("cli-a-file"), help=say("cli-letter-keep"), exists=True, dir_okay=False
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar=say("cli-a-file"), help=say("cli-letter-out"), dir_okay=False
        ),
    ] = None,
    lang: LetterLanguage = None,
    home: Home = None,
) -> None:
    """Tell the text of the letters, or keep another."""
    from gridmap.usecases.letter_text import keep_letter_text, read_letter_text
    from gridmap.usecases.letter_text import letter_text as told
    from gridmap.words import language

    spoken = spoken_by(lang) or language()
    with opened(context, home) as workspace:
        if keep is not None:
            keep_letter_text(workspace, spoken, read_letter_text(keep))
        found = told(workspace, spoken)
    if keep is None:
        write_output(f"{found.text.rstrip()}\n".encode(), output)
    joint = say("list-joint")
    talk.print(say("cli-letter-fields", fields=joint.join(found.fields)), markup=False)


def show_plan(found: PlanView) -> None:
    """Show a plan: its figures beside today's, its areas, and what cannot be."""
    from gridmap.usecases.plan_account import balanced_said, hindrance_said, load_said

    account = found.account
    data.print(_head(found), markup=False)
    data.print(balanced_said(account["asked"]), markup=False)
    figures = _table(say("plan-figure"), say("plan-today"), say("plan-then"))
    _figures(figures, [found], [account["today"], account["then"]])
    data.print(figures)
    columns = {"before": say("plan-before"), "after": say("plan-after")}
    columns["leaves"] = say("plan-leaves")
    if account["asked"]["load"] != "households":
        # The bounds are of the load then.
        columns |= {"load": say("plan-load"), "low": say("plan-low"), "high": say("plan-high")}
    areas = _table(say("plan-of-area"), *columns.values())
    for one in account["areas"]:
        label = f"{one['label']} {one['name']}" if one["name"] else one["label"]
        loads = ("–" if one[name] is None else load_said(one[name]) for name in columns)
        areas.add_row(label, *loads)
    data.print(areas)
    for row in account["infeasible"]:
        name = row["zone_name"] or ""
        sentence = hindrance_said(row, f"{row['zone']} {name}".rstrip())
        if row["fitting"] > row["grids"]:
            option = f"--add {row['zone']}={row['fitting'] - row['grids']}"
            sentence += say("cli-plan-ask-for", option=option)
        data.print(sentence, markup=False)


def _head(found: PlanView) -> str:
    area = "" if found.area is None else found.area.name or found.area.code
    key = "discarded-state" if found.state == "discarded" else found.state.replace("_", "-")
    state = say(f"plan-{key}", day=found.applies_on or "")
    return say(
        "plan-head", name=found.name, area=area, level=say(f"plan-level-{found.level}"), state=state
    )


def _figures(
    table: Table, found: Sequence[PlanView], columns: Iterable[Mapping[str, Any] | None]
) -> None:
    """Add a row a figure; one that none of the plans has is left out."""
    plans = [one.account["then"] for one in found]
    levels = {one.level.value for one in found}
    level = levels.pop() if len(levels) == 1 else "other"
    for figure in _FIGURES:
        if any(one[figure] is not None for one in plans):
            cells = [_cell(one and one[figure]) for one in columns]
            table.add_row(say(_key(figure), level=level), *cells)


def _key(figure: str) -> str:
    return f"plan-{figure.replace('_', '-')}"


def _cell(value: Any) -> str:  # noqa: ANN401 - a figure, or none
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 or value == round(value) else f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _table(*heads: str, text: int = 1) -> Table:
    table = Table(box=None, pad_edge=False)
    for at, head in enumerate(heads):
        table.add_column(head, justify="left" if at < text else "right", overflow="fold")
    return table
