"""Make the pictures in this folder: the interface itself, driven by its keys on a copy of an example.

Run it with `make screenshots`. With `--png FOLDER` it also writes PNG files there, for looking at them;
that needs rsvg-convert.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from advisor.model.interview import QuestionRef
from advisor.service import Advisor, Session, open_advisor
from advisor.tui.app import AdvisorApp
from advisor.tui.screens.start import StartScreen
from advisor.tui.widgets.rows import Rows

HERE = Path(__file__).resolve().parent
EXAMPLE = "online-game.yaml"
LEFT_OPEN = ("release-cadence", "state", "traffic", "recovery", "sensitivity")
"""What the interview pictures ask again about the first component."""

CELL = 12.2
"""The width of a character cell in the pictures, in pixels."""


@dataclass(frozen=True)
class Picture:
    """A name, a size, the keys that lead there, and whether the interview is still going on."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...] = ()
    unfinished: bool = False
    start: bool = False
    row: str = ""

    @property
    def file(self) -> str:
        """The name of the picture's file, without its suffix."""
        return f"{self.name}-{self.size[0]}x{self.size[1]}"


PICTURES = (
    Picture("start", (80, 24), start=True),
    Picture("map", (120, 36)),
    Picture("interview", (80, 24), ("i",), unfinished=True),
    Picture("interview", (120, 36), ("i",), unfinished=True),
    Picture("interview", (200, 60), ("i",), unfinished=True),
    Picture("why", (120, 36), ("i", "w"), unfinished=True),
    Picture("questions", (80, 24), ("i", "j"), unfinished=True),
    Picture("verdict", (80, 24), ("v",)),
    Picture("verdict", (200, 60), ("v",)),
    Picture("rule", (120, 36), ("v", "enter")),
    Picture("export", (120, 36), ("e",), row=".yml"),
)


async def take(picture: Picture, advisor: Advisor, path: Path) -> str:
    """The picture as SVG."""
    app = AdvisorApp(advisor, None if picture.start else path)
    async with app.run_test(size=picture.size) as pilot:
        await _until(pilot, lambda: app.desk is not None or (picture.start and _is_ready(app)))
        if picture.unfinished and app.desk is not None:
            await _first_answer(app, pilot)
        for key in picture.keys:
            await pilot.press(key)
            await _rest(app, pilot)
        if picture.row:
            rows = app.screen.query_one(Rows)
            rows.highlighted = next(n for n, row in enumerate(rows.options) if (row.id or "").endswith(picture.row))
        await _rest(app, pilot)
        return _portable(app.export_screenshot())


async def _first_answer(app: AdvisorApp, pilot: Pilot[None]) -> None:
    """Answer one question, so that the picture shows what an answer changes."""
    assert app.desk is not None
    first = next(iter(app.desk.session.assessment.components))
    app.desk.look_at(QuestionRef(LEFT_OPEN[0], first))
    await pilot.press("i")
    await _rest(app, pilot)
    await pilot.press("5")
    await _rest(app, pilot)
    await pilot.press("m")
    await _rest(app, pilot)


async def _rest(app: AdvisorApp, pilot: Pilot[None]) -> None:
    await app.workers.wait_for_complete()
    await pilot.pause(0.1)


async def _until(pilot: Pilot[None], holds: object) -> None:
    assert callable(holds)
    for _ in range(1000):
        await pilot.pause(0.02)
        if holds():
            return
    raise TimeoutError


def _is_ready(app: AdvisorApp) -> bool:
    return isinstance(app.screen, StartScreen) and app.screen.is_ready


def _portable(svg: str) -> str:
    """Fonts that every machine has, and no leading spaces: some programs drop them and the text moves left."""
    svg = re.sub(r"@font-face\s*{[^}]*}", "", svg)
    svg = svg.replace("Fira Code, monospace", "'DejaVu Sans Mono', Menlo, Consolas, monospace")
    svg = svg.replace("font-family: Fira Code", "font-family: 'DejaVu Sans Mono', Menlo, Consolas, monospace")
    svg = svg.replace("font-size: 20px", "font-size: 20.27px")

    def moved(match: re.Match[str]) -> str:
        before, x, between, length, after, spaces, text = match.groups()
        count = spaces.count("&#160;")
        start, rest = float(x) + count * CELL, float(length) - count * CELL
        return f'{before}x="{start:g}"{between}textLength="{rest:g}"{after}>{text}</text>'

    pattern = r'(<text [^>]*?)x="([\d.]+)"([^>]*?)textLength="([\d.]+)"([^>]*)>((?:&#160;)+)([^<]+)</text>'
    return "\n".join(line.rstrip() for line in re.sub(pattern, moved, svg).splitlines()) + "\n"


def main() -> None:
    """Make every picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--png", type=Path, help="also write PNG files to this folder")
    asked = parser.parse_args().png
    png = asked.resolve() if asked else None
    advisor = open_advisor()
    example = next(path for path in advisor.examples() if path.name == EXAMPLE)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ADVISOR_STATE_DIR"] = str(folder / "state")
        os.chdir(folder)
        for picture in PICTURES:
            path = Path(EXAMPLE)
            shutil.copy(example, path)
            if picture.unfinished:
                session = Session.open(advisor, path)
                first = next(iter(session.assessment.components))
                for question in LEFT_OPEN:
                    session.answer(QuestionRef(question, first), None)
            svg = asyncio.run(take(picture, advisor, path))
            target = HERE / f"{picture.file}.svg"
            target.write_text(svg, "utf-8")
            if png is not None:
                png.mkdir(parents=True, exist_ok=True)
                subprocess.run(["rsvg-convert", target, "-o", png / f"{picture.file}.png"], check=True)


if __name__ == "__main__":
    main()
