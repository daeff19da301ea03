"""`advisor knowledge prove`: what holds for every way to answer."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from advisor.cli.console import ExitCode, data, remark, result
from advisor.cli.parser import add_command, add_json
from advisor.service import open_advisor
from advisor.service.knowledge_proofs import proofs_data, proofs_text, prove_knowledge, write_counterexamples


def add_commands(commands: Any) -> None:
    """Add `prove` to the commands of `knowledge`."""
    parser = add_command(
        commands,
        "prove",
        prove,
        "what holds for every way to answer; exit code 1 if something does not",
        examples=["advisor knowledge prove", "advisor knowledge prove --output counter-examples"],
        description=(
            "Prove over all answers: no dead end, every option reachable, every answer usable, every question and "
            "rule of use, nothing retired recommended, and which way ordered answers move each pattern."
        ),
    )
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, help="write counter-examples there, as assessments")
    add_json(parser)


def prove(arguments: argparse.Namespace) -> ExitCode:
    """Print what was proven."""
    advisor = open_advisor(arguments.knowledge)
    proofs = prove_knowledge(advisor)
    if arguments.json:
        data(proofs_data(proofs))
    else:
        result(proofs_text(proofs))
    if arguments.output is not None:
        for path in write_counterexamples(advisor, proofs, arguments.output):
            remark(f"wrote {path}")
    return ExitCode.DONE if all(proof.holds for proof in proofs) else ExitCode.NO
