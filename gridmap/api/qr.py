"""QR codes for screens and paper."""

from __future__ import annotations

from io import BytesIO

import segno

__all__ = ["qr_svg"]


def qr_svg(text: str) -> str:
    """Draw a text as a QR code: an SVG that takes the size it is given, black on white."""
    drawn = BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, omitsize=True, light="#fff", border=4
    )
    return drawn.getvalue().decode()
