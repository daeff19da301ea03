"""`advisor knowledge`: look at the knowledge itself, and check it."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from advisor.cli import agreement, prove
from advisor.cli.console import ExitCode, bold, data, remark, result
from advisor.cli.parser import Parser, add_command, add_json, add_knowledge
from advisor.service import lint_knowledge, open_advisor
from advisor.service.catalogue import (
    GRAPH_FORMS,
    element_text,
    elements,
    graph_text,
    schema_data,
    technologies,
)


def add_commands(commands: Any) -> None:
    """Add `knowledge` and what it can do."""
    group = commands.add_parser(
        "knowledge",
        help="the knowledge itself: lint, prove, cases, guides, show, graph, schema, technologies",
        description="Look at the knowledge that the verdicts rest on, and check it.",
    )
    add_knowledge(group, argparse.SUPPRESS)
    inner = group.add_subparsers(metavar="COMMAND", dest="knowledge_command", required=True, parser_class=Parser)

    parser = add_command(
        inner,
        "lint",
        lint,
        "check the knowledge: exit code 1 if something is wrong with it",
        examples=["advisor knowledge lint", "advisor knowledge lint --knowledge ours"],
        description="Check the knowledge: files that do not load, failing scenarios, rules nobody needs, stale facts.",
    )
    add_json(parser)
    agreement.add_commands(inner)
    prove.add_commands(inner)

    parser = add_command(
        inner,
        "show",
        show,
        "everything about one element",
        examples=[
            "advisor knowledge show one-container-per-vm",
            "advisor knowledge show operators",
            "advisor knowledge show kubernetes.known",
            "advisor knowledge show shared-data/block-volume",
        ],
        description="Show a pattern, question, fact, contradiction, block, rule, option, decision, platform, practice, "
        "product, source, case, guide, scenario or pack.",
    )
    parser.add_argument(
        "id",
        metavar="ID",
        help="its id; a rule's is OWNER.RULE, an option's DECISION/OPTION, a scenario's OWNER/ID",
    )
    add_json(parser)

    parser = add_command(
        inner,
        "graph",
        graph,
        "the decision graph",
        examples=[
            "advisor knowledge graph --around operators --format mermaid",
            "advisor knowledge graph --format dot | dot -Tsvg > graph.svg",
        ],
    )
    parser.add_argument("--format", choices=GRAPH_FORMS, default="dot", metavar="FORMAT", help=", ".join(GRAPH_FORMS))
    parser.add_argument("--around", metavar="ID", help="only what this element reads, and what reads it")

    parser = add_command(
        inner,
        "schema",
        schema,
        "JSON Schema for editors",
        examples=["advisor knowledge schema > assessment.schema.json", "advisor knowledge schema pattern"],
        description="Print the JSON Schema of the assessment file, the report, or a kind of knowledge file.",
    )
    parser.add_argument(
        "element",
        metavar="KIND",
        nargs="?",
        default="assessment",
        help="assessment, report, question, pattern, technology ...",
    )

    parser = add_command(
        inner,
        "technologies",
        look_up,
        "what became of a product, and what to use today",
        examples=["advisor knowledge technologies fleet", 'advisor knowledge technologies "Azure Container Service"'],
    )
    parser.add_argument("name", metavar="NAME", nargs="?", help="any name it has or had; all products if not given")
    add_json(parser)


def lint(arguments: argparse.Namespace) -> ExitCode:
    """Print every finding."""
    found = lint_knowledge(arguments.knowledge, date.today())
    if arguments.json:
        data([{"file": each.file, "line": each.line, "message": each.message} for each in found])
    else:
        result("".join(f"{each}\n" for each in found))
    remark("nothing to complain about" if not found else f"{len(found)} findings")
    return ExitCode.NO if found else ExitCode.DONE


def show(arguments: argparse.Namespace) -> ExitCode:
    """Print one element."""
    knowledge = open_advisor(arguments.knowledge).knowledge
    found = elements(knowledge, arguments.id)
    if arguments.json:
        data([{"kind": kind.lower(), **each.model_dump(mode="json", by_alias=True)} for kind, each in found])
    else:
        result(element_text(knowledge, found, bold()))
    return ExitCode.DONE


def graph(arguments: argparse.Namespace) -> ExitCode:
    """Print the decision graph."""
    result(graph_text(open_advisor(arguments.knowledge).knowledge, arguments.format, arguments.around))
    return ExitCode.DONE


def schema(arguments: argparse.Namespace) -> ExitCode:
    """Print a schema."""
    data(schema_data(open_advisor(arguments.knowledge).knowledge, arguments.element))
    return ExitCode.DONE


def look_up(arguments: argparse.Namespace) -> ExitCode:
    """Print products and what follows them."""
    knowledge = open_advisor(arguments.knowledge).knowledge
    found = technologies(knowledge, arguments.name) if arguments.name else tuple(knowledge.technologies.values())
    if arguments.json:
        data([each.model_dump(mode="json") for each in found])
    elif arguments.name:
        result(element_text(knowledge, tuple(("Technology", each) for each in found), bold()))
    else:
        wide = max((len(each.id) for each in found), default=0)
        result("".join(f"{each.id:<{wide}}  {each.status.value:<11}  {each.title}\n" for each in found))
    return ExitCode.DONE
