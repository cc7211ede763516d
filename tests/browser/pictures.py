"""Pictures of the story for README: small files, two phones side by side."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
MOST_BYTES = 150_000
GROUND, EDGE = (233, 230, 220), (120, 130, 127)
GAP, ROUND = 28, 22


def kept(picture: Image.Image, to: Path) -> None:
    """Write a PNG of few colours. Raises AssertionError when it is large all the same."""
    out = BytesIO()
    picture.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    assert len(out.getvalue()) < MOST_BYTES
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(out.getvalue())


def side_by_side(shots: Sequence[bytes]) -> Image.Image:
    """Screens with round corners on a quiet ground."""
    screens = [Image.open(BytesIO(shot)).convert("RGB") for shot in shots]
    width = sum(screen.width for screen in screens) + GAP * (len(screens) + 1)
    sheet = Image.new("RGB", (width, screens[0].height + 2 * GAP), GROUND)
    left = GAP
    for screen in screens:
        mask = Image.new("L", screen.size, 0)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, screen.width - 1, screen.height - 1), ROUND, fill=255)
        sheet.paste(screen, (left, GAP), mask)
        around = (left - 1, GAP - 1, left + screen.width, GAP + screen.height)
        ImageDraw.Draw(sheet).rounded_rectangle(around, ROUND, outline=EDGE)
        left += screen.width + GAP
    return sheet
