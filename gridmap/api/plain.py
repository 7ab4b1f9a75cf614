"""Pages without the app: a choice of streets, one that is closed, an address that leads nowhere."""

from __future__ import annotations

import html
from typing import Final

from fastapi import Request
from fastapi.responses import HTMLResponse

__all__ = ["from_a_person", "plain_page"]

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
_PAGE: Final = """<!doctype html>
<html lang="{lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1.125rem/1.5 system-ui, sans-serif; }}
body {{ max-width: 36rem; margin: 0 auto; padding: 1rem; }}
h1 {{ font-size: 1.5rem; font-weight: 600; }}
ul {{ list-style: none; margin: 0; padding: 0; }}
li {{ border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); }}
a, span {{ display: block; padding: .75rem 0; min-height: 1.5rem; color: inherit; }}
small {{ display: block; }}
a:focus-visible {{ outline: 2px solid; outline-offset: 2px; }}
</style>
<main>
<h1>{title}</h1>
{inside}
</main>
</html>
"""


def from_a_person(request: Request) -> bool:
    """Tell a browser that opens a page from a program, and from a page that asks for data."""
    return "text/html" in request.headers.get("accept", "")


def plain_page(lang: str, title: str, inside: str, status: int) -> HTMLResponse:
    """Give a page with a title (text) and what is below it (markup)."""
    page = _PAGE.format(lang=lang, title=html.escape(title), inside=inside)
    return HTMLResponse(page, status, headers={"content-security-policy": _POLICY})
