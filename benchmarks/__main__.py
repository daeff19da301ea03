"""Measure everything in one run and write the table and the plot beside this file."""

from __future__ import annotations

import argparse
import random
import resource
from collections.abc import Iterator
from pathlib import Path

from advisor.graph.program import Program
from advisor.service import open_advisor
from benchmarks import engines, interviews, starts
from benchmarks.engines import columns, recommended, verdict
from benchmarks.interviews import Memory, evaluate_system
from benchmarks.measure import Row, best, percentile, timed
from benchmarks.plot import plot
from benchmarks.scaled import scaled
from benchmarks.walks import assessment, complete, steps

HERE = Path(__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the work, for trying it out")
    quick = parser.parse_args().quick
    rows = []
    for row in measured(1 if quick else 10):
        rows.append(row)
        print(f"{_mark(row):<5} {row.what:<62} {row.found}  (goal: {row.goal or 'none'})", flush=True)
    HERE.joinpath("results.md").write_text(table(rows), "utf-8")
    HERE.joinpath("results.svg").write_text(plot(rows), "utf-8")


def measured(scale: int) -> Iterator[Row]:
    advisor = open_advisor()
    knowledge, program = advisor.knowledge, advisor.program
    yield from interviews.answers(knowledge, program, 2 * scale)
    yield from interviews.questions(knowledge, program, 10 * scale)
    yield engines.flips(program, 10 * scale)
    yield from engines.against_zen(program)
    yield from engines.possible(knowledge, program, 4 * scale)
    yield engines.proofs(program)
    yield from starts.cold()
    yield starts.first_paint()
    for times in (1, 10, 100):
        yield from _at(scaled(program, times), times)


def _at(program: Program, times: int) -> Iterator[Row]:
    """What grows with the knowledge."""
    before = _memory()
    memories: dict[str, Memory] = {}
    took = []
    for number, masks in enumerate(steps(program, 1)):
        made = assessment(program, masks)
        took.append(timed(lambda made=made: evaluate_system(program, made, memories)))
        if times == 100 and number == 20:
            break
    rng = random.Random(1)
    rows = [complete(program, rng) for _ in range(1_000)]
    table = columns(program, rows)
    single = best(lambda: verdict(program, rows[0]), 3)
    batch = best(lambda: recommended(program, table, len(rows)), 2)
    name = f"x{times} ({len(program.decisions[0].options)} patterns, {len(program.rules)} rules)"
    after = sorted(took[1:])[len(took) // 2]
    yield Row(
        f"{name}: an answer",
        f"median {after:.1f} ms, p95 {percentile(took[1:], 0.95):.1f} ms, first {took[0]:.0f} ms",
        "15 ms" if times == 10 else "",
        after <= 15 if times == 10 else None,
        after,
    )
    yield Row(
        f"{name}: one verdict from nothing; 1,000 at once; memory",
        f"{single:.1f} ms; {batch:.0f} ms; {(_memory() - before) / 1024:.0f} MB",
        "",
        None,
    )


def table(rows: list[Row]) -> str:
    """The results as Markdown."""
    lines = ["| | what | found | goal |", "|---|---|---|---|"]
    lines += [f"| {_mark(row)} | {row.what} | {row.found} | {row.goal} |" for row in rows]
    return "\n".join([*lines, ""])


def _mark(row: Row) -> str:
    return {True: "met", False: "not", None: ""}[row.met]


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
