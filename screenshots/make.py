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
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from textual.pilot import Pilot
from textual.worker import WorkerCancelled

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
    """A name, a size, the keys that lead there, and whether the interview is still going on.

    A key that starts with `=` is text to type.
    """

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...] = ()
    unfinished: bool = False
    start: bool = False
    row: str = ""
    tour: int = 0
    caption: str = ""

    @property
    def file(self) -> str:
        """The picture's file, without its suffix; those of the tour are numbered in a folder of their own."""
        return f"tour/{self.tour}-{self.name}" if self.tour else f"{self.name}-{self.size[0]}x{self.size[1]}"


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
    Picture("what-if", (120, 36), ("g", "w", "enter")),
    Picture("present", (120, 36), ("g", "p", "right", "space", "space", "space")),
    Picture("export", (120, 36), ("e",), row=".yml"),
)
TOUR = (
    Picture("start", (120, 36), start=True, caption="New, open, or an example: what this is and what to press."),
    Picture(
        "interview",
        (120, 36),
        ("i",),
        unfinished=True,
        caption="One question at a time. The ranking beside it moves, and the last line says what the answer changed.",
    ),
    Picture("map", (120, 36), caption="The whole: what talks to what, on which platforms, and how many can be run."),
    Picture("verdict", (120, 36), ("v",), caption="A verdict, its reasons with their points, and the drawing."),
    Picture("rule", (120, 36), ("v", "enter"), caption="A reason opened down to the answers and the source."),
    Picture(
        "what-if",
        (120, 36),
        ("g", "w", "enter"),
        caption="What would change it, tried with one key.",
    ),
    Picture(
        "present",
        (120, 36),
        (
            *("g", "p", "up", *["down"] * 4),
            *("y", "=Ada Lovelace", "tab", "=architect", "enter"),
            *("n", "=Bob", "tab", "=operations", "tab", "=We are two people short.", "enter"),
        ),
        caption="In the meeting: one decision a page, and at the end who agreed and who did not.",
    ),
    Picture(
        "export",
        (120, 36),
        ("e",),
        row=".yml",
        caption="The report and the files to start from.",
    ),
)
"""The whole story in eight pictures."""


async def take(picture: Picture, advisor: Advisor, path: Path) -> str:
    """The picture as SVG."""
    app = AdvisorApp(advisor, None if picture.start else path)
    async with app.run_test(size=picture.size) as pilot:
        await _until(pilot, lambda: app.desk is not None or (picture.start and _is_ready(app)))
        if picture.unfinished and app.desk is not None:
            await _first_answer(app, pilot)
        for key in picture.keys:
            typed = ["space" if sign == " " else sign for sign in key[1:]] if key.startswith("=") else [key]
            await pilot.press(*typed)
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
    for worker in list(app.workers):
        with suppress(WorkerCancelled):  # another answer came before its proof was done
            await worker.wait()
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


def _tour(pictures: list[Picture]) -> str:
    """The page that tells the story."""
    parts = ["# A tour in eight pictures"]
    for each in pictures:
        name = each.file.removeprefix("tour/")
        parts.append(f"## {each.tour}. {each.caption}\n\n![{each.name}]({name}.svg)")
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Make every picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*", help="only pictures of these names")
    parser.add_argument("--png", type=Path, help="also write PNG files to this folder")
    arguments = parser.parse_args()
    asked: Path | None = arguments.png
    png = asked.resolve() if asked else None
    advisor = open_advisor()
    example = next(path for path in advisor.examples() if path.name == EXAMPLE)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ADVISOR_STATE_DIR"] = str(folder / "state")
        os.chdir(folder)
        numbered = [replace(each, tour=number) for number, each in enumerate(TOUR, 1)]
        (HERE / "tour").mkdir(exist_ok=True)
        (HERE / "tour" / "README.md").write_text(_tour(numbered), "utf-8")
        for picture in (*PICTURES, *numbered):
            if arguments.only and picture.name not in arguments.only:
                continue
            if picture.start:
                shutil.rmtree(folder / "state", ignore_errors=True)  # nothing recent: its path would be this machine's
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
                made = png / f"{picture.file}.png"
                made.parent.mkdir(parents=True, exist_ok=True)
                subprocess.run(["rsvg-convert", target, "-o", made], check=True)


if __name__ == "__main__":
    main()
