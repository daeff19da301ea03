"""What grows with the knowledge: the same at ten and a hundred times as many patterns and rules.

Each size is measured in a process of its own, so that its memory is its own: `python -m benchmarks.growth TIMES`.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

from advisor.engine.memory import Memory
from advisor.engine.portfolio import recommended
from advisor.engine.system import evaluate_system
from advisor.service import open_advisor
from benchmarks.engines import columns, verdict
from benchmarks.measure import Row, best, percentile, timed
from benchmarks.scaled import scaled
from benchmarks.walks import assessment, complete, steps


def measured(times: int) -> list[Row]:
    """The rows for one size."""
    command = [sys.executable, "-m", "benchmarks.growth", str(times)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    name = f"x{times} ({found['patterns']} patterns, {found['rules']} rules)"
    return [
        Row(
            f"{name}: an answer",
            f"median {found['median']:.1f} ms, p95 {found['p95']:.1f} ms, first {found['first']:.0f} ms",
            "15 ms" if times == 10 else "",
            found["median"] <= 15 if times == 10 else None,
            found["median"],
        ),
        Row(
            f"{name}: one verdict from nothing; 1,000 at once",
            f"{found['single']:.1f} ms; {found['batch']:.0f} ms",
            "",
            None,
        ),
        Row(
            f"{name}: memory of the program; of an interview and 1,000 at once on top",
            f"{found['program']:.0f} MB; {found['work']:.0f} MB",
            "",
            None,
        ),
    ]


def _measure(times: int) -> dict[str, float]:
    base = open_advisor().program
    before = _resident()
    program = scaled(base, times)
    made = _resident()
    memories: dict[str, Memory] = {}
    took = []
    for number, masks in enumerate(steps(program, 1)):
        given = assessment(program, masks)
        took.append(timed(lambda given=given: evaluate_system(program, given, memories)))
        if times == 100 and number == 20:
            break
    rng = random.Random(1)
    rows = [complete(program, rng) for _ in range(1_000)]
    table = columns(program, rows)
    return {
        "patterns": len(program.decisions[0].options),
        "rules": len(program.rules),
        "first": took[0],
        "median": sorted(took[1:])[len(took) // 2],
        "p95": percentile(took[1:], 0.95),
        "single": best(lambda: verdict(program, rows[0]), 3),
        "batch": best(lambda: recommended(program, table, len(rows)), 2),
        "program": made - before,
        "work": _highest() - made,
    }


def _resident() -> float:
    """The process's memory now, in megabytes."""
    pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


def _highest() -> float:
    """The most memory that the process ever had; `ru_maxrss` would count what its parent had, too."""
    status = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[1]))))
