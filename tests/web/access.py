"""What axe finds wrong with a page, by the guidelines of WCAG 2.2 AA and good practice."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

__all__ = ["violations"]

_AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"


@cache
def _axe() -> str:
    return _AXE.read_text(encoding="utf-8")


def violations(page: Page, *rules: str) -> list[str]:
    """List what violates a rule, each with the places in the page; all rules unless some are named.

    The script is handed to the browser's own console, so the page's policy stays as strict as it is
    for everybody.
    """
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(_axe())
    found = page.evaluate(
        """async (rules) => {
          const { violations } = await axe.run(document, {
            resultTypes: ['violations'],
            preload: false,  // of styles and sounds, for rules on what no page here has
            selectors: false,  // to find one for each part of a page took a third of the time
            ...(rules.length ? { runOnly: rules } : {}),
          });
          return violations.map(({ id, help, nodes }) => {
            const places = nodes.map((node) => `${node.html} ${node.any[0]?.message ?? ''}`);
            return `${id}: ${help}\\n  ${places.join('\\n  ')}`;
          });
        }""",
        list(rules),
    )
    return list(found)
