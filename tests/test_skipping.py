"""The rule that nothing is skipped in CI, tried on a small suite of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

SUITE = """
import pytest

@pytest.mark.skip(reason="too lazy")
def test_lazy(): ...

def test_real_data():
    pytest.skip("needs ../shared/data")

def test_runs(): ...
"""


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    rules = Path(__file__).with_name("skipping.py")
    pytester.makeconftest(rules.read_text(encoding="utf-8"))
    pytester.makepyfile(SUITE)
    return pytester


def test_in_ci_only_missing_real_data_excuses_a_skip(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    result = suite.runpytest_inprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, errors=1, skipped=1)
    result.stdout.fnmatch_lines(
        ["*nothing is skipped, but*too lazy*", "NOT RUN: 1 tests on real extracts*"]
    )


def test_in_ci_a_module_may_not_skip_itself(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    suite.makepyfile(test_all="import pytest\npytest.importorskip('no_such_module')")
    result = suite.runpytest_inprocess("-p", "no:cacheprovider", "test_all.py")
    result.assert_outcomes(errors=1)


def test_elsewhere_a_skip_is_a_skip(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    result = suite.runpytest_inprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, skipped=2)
