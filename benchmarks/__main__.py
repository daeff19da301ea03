"""Measure everything in one run and write the table and the plot beside this file."""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from advisor.service import Advisor, open_advisor
from benchmarks import engines, growth, interviews, keys, starts
from benchmarks.measure import Row
from benchmarks.plot import plot

HERE = Path(__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the work, for trying it out")
    parser.add_argument("--only", choices=SECTIONS, action="append", help="only this part, and write nothing")
    arguments = parser.parse_args()
    advisor, rows = open_advisor(), []
    for section in arguments.only or SECTIONS:
        start = time.perf_counter()
        for row in SECTIONS[section](advisor, 1 if arguments.quick else 10):
            rows.append((section, row))
            print(f"{_mark(row):<5} {row.what:<62} {row.found}  (goal: {row.goal or 'none'})", flush=True)
        print(f"      {section} took {time.perf_counter() - start:.0f} s", flush=True)
    if not arguments.only:
        HERE.joinpath("results.md").write_text(table(rows), "utf-8")
        HERE.joinpath("results.svg").write_text(plot([row for _, row in rows]), "utf-8")


SECTIONS: dict[str, Callable[[Advisor, int], Iterable[Row]]] = {
    "answers": lambda advisor, scale: interviews.answers(advisor.knowledge, advisor.program, 2 * scale),
    "questions": lambda advisor, scale: interviews.questions(
        advisor.knowledge, advisor.program, 30 if scale == 1 else 100 * scale
    ),
    "flips": lambda advisor, scale: [engines.flips(advisor.program, 10 * scale)],
    "zen": lambda advisor, _: engines.against_zen(advisor.program),
    "possible": lambda advisor, scale: engines.possible(advisor.knowledge, advisor.program, 4 * scale),
    "proofs": lambda advisor, _: [engines.proofs(advisor.program)],
    "cold": lambda _advisor, _: starts.cold(),
    "paint": lambda _advisor, _: [starts.first_paint()],
    "keys": lambda _advisor, scale: keys.repaints(max(1, scale // 3)),
    "growth": lambda _advisor, _: (row for times in (1, 10, 100) for row in growth.measured(times)),
}
"""What can be measured by itself: `python -m benchmarks --only cold`."""


def table(rows: list[tuple[str, Row]]) -> str:
    """The results as Markdown, with the part that each row belongs to."""
    lines = [
        f"Python {platform.python_version()}, {os.cpu_count()} cores with a load of {os.getloadavg()[2]:.1f}. Times "
        "are processor time, but for the first paint; ratios are of one run. Each part by itself: "
        "`python -m benchmarks --only PART`.",
        "",
        "| | part | what | found | goal |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {_mark(row)} | {part} | {row.what} | {row.found} | {row.goal} |" for part, row in rows]
    return "\n".join([*lines, ""])


def _mark(row: Row) -> str:
    return {True: "met", False: "not", None: ""}[row.met]


if __name__ == "__main__":
    main()
