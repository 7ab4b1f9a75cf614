"""A test that does not run proves nothing: with ``CI=true`` a skip fails the run.

The one exception is real data that lies beside the checkout and may be missing; the summary then
says how many tests did without.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

ALLOWED = "needs ../shared/data"


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if os.environ.get("CI") != "true" or not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if ALLOWED not in reason:
        report.outcome = "failed"
        report.longrepr = f"With CI=true nothing is skipped, but: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_skip(report)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    without = [
        report
        for report in terminalreporter.stats.get("skipped", [])
        if ALLOWED in str(report.longrepr)
    ]
    if without:
        terminalreporter.write_line(
            f"NOT RUN: {len(without)} tests on real extracts; ../shared/data is missing.",
            yellow=True,
        )
