"""The report as Markdown that reads well on GitHub and GitLab."""

from __future__ import annotations

import re

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from advisor.output import wording
from advisor.output.contents import Report
from advisor.output.drawing import mermaid
from advisor.output.plain_text import printable

_SPECIAL = re.compile(r"([\\`*_\[\]{}|~#$])")


def markdown_report(report: Report) -> str:
    """The whole report."""
    environment = Environment(
        loader=PackageLoader("advisor.output"),
        undefined=StrictUndefined,
        autoescape=False,  # `finalize` escapes every value, for Markdown
        finalize=escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    numbers = {source.id: number for number, source in enumerate(report.sources, 1)}
    environment.filters |= {
        "signed": wording.signed,
        "listed": wording.listed,
        "day": wording.long_date,
        "refs": lambda ids: f"[{', '.join(map(str, sorted(numbers[each] for each in ids)))}]",
        "link": _link,
        "prose": _prose,
    }
    picture = Markup(mermaid(report.system.groups))  # the drawing escapes its texts
    text = environment.get_template("report.md.j2").render(report=report, picture=picture)
    return re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n"


def escaped(value: object) -> object:
    """Text as text: nothing that somebody typed may turn into Markdown or HTML. Markup is left alone."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return "" if value is None else value
    text = printable(value).strip("\n")
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "<br>")


def _link(url: str) -> Markup:
    """An address in angle brackets; signs that could end it are encoded."""
    safe = "".join(f"%{ord(each):02X}" if each in '<>\\"` \n' else each for each in printable(url))
    return Markup(f"<{safe}>")  # cleaned just above


def _prose(text: str) -> Markup:
    """Knowledge's own words, in which backticks mark what is typed into a machine."""
    parts = printable(text).split("`")
    if len(parts) % 2 == 0:
        return Markup(escaped(text))  # escaped already
    shown = (
        f"`{part}`".replace("|", "\\|").replace("\n", " ") if place % 2 and part else str(escaped(part))
        for place, part in enumerate(parts)
    )
    return Markup("".join(shown))  # escaped but for the code spans, which take no markup
