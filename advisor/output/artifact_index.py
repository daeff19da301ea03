"""The README at the top of the written artifacts: which folder is what, and in which order to go."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.model.assessment import Assessment
from advisor.model.knowledge import Knowledge
from advisor.model.verdict import SystemVerdict
from advisor.output.files import TextFile


def index_file(
    knowledge: Knowledge, assessment: Assessment, verdict: SystemVerdict, files: Sequence[TextFile]
) -> TextFile:
    """The index over `files`, whose paths start with their component's name."""
    titles = {option.id: option.title for option in knowledge.decisions["pattern"].options}
    platforms = [knowledge.platforms[name].title for name in verdict.platforms.chosen.platforms]
    lines = [
        f"# Starter artifacts for {_inline(assessment.system)}",
        "",
        f"Written from the assessment with knowledge {verdict.knowledge}. Start with each component's own",
        "`README.md`: it says what to fill in (search for `TODO`), the order of commands, and what was assumed.",
        "Edit what you like. When an answer changes, write again into this folder: `advisor.lock.yaml` tells your",
        "edits from our text, and only what is new is merged in.",
        "",
        f"Platforms to run: {', '.join(platforms) or 'none'}.",
        "",
    ]
    shared = [file for file in files if file.path.startswith("boundary/")]
    if shared:
        lines += [
            "## Where they meet",
            "",
            "The components run on different platforms. `boundary/README.md` says who may call whom, with which",
            "address, port and secret, and how each side enforces it.",
            "",
            *_table(shared),
            "",
        ]
    for component in verdict.components:
        lines += [f"## {component.name}", ""]
        if component.chosen is None:
            lines += [
                "Nothing was written: no pattern fits the answers. The report names what cannot stand together.",
                "",
            ]
            continue
        chosen = "chosen against the recommendation" if component.overridden else "recommended"
        lines += [f"{titles[component.chosen]} ({chosen}).", ""]
        own = [file for file in files if file.path.startswith(f"{component.name}/")]
        if own:
            lines += _table(own)
        else:
            lines += ["This pattern has no starter files; the report has its way in."]
        lines += [""]
    return TextFile("README.md", "\n".join(lines), "What is in this folder and where to start")


def _table(files: Sequence[TextFile]) -> list[str]:
    rows = [f"| `{file.path}` | {file.why} |" for file in files]
    return ["| file | why it is there |", "|---|---|", *rows]


def _inline(text: str) -> str:
    """Free text on one line of Markdown, with nothing in it that Markdown would act on."""
    special = "\\`*_{}[]<>()#+!|"
    return "".join(f"\\{char}" if char in special else char for char in " ".join(text.split()))
