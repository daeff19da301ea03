"""The report as one HTML file that needs no network and no script."""

from __future__ import annotations

from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from advisor.output import wording
from advisor.output.contents import Report
from advisor.output.drawing import svg
from advisor.output.plain_text import printable


def html_report(report: Report) -> str:
    """The whole report."""
    environment = Environment(
        loader=PackageLoader("advisor.output"),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "signed": wording.signed,
        "listed": wording.listed,
        "day": wording.long_date,
        "lines": _lines,
        "prose": _prose,
    }
    numbers = {source.id: number for number, source in enumerate(report.sources, 1)}
    environment.filters["numbered"] = lambda ids: sorted((numbers[each], each) for each in ids)
    style = files("advisor.output").joinpath("templates", "report.css").read_text("utf-8")
    return environment.get_template("report.html.j2").render(
        report=report,
        picture=Markup(svg(report.system.groups)),  # the drawing escapes its texts
        style=Markup(style),  # our own file
    )


def _clean(value: object) -> object:
    """Values without control characters, nothing for None; escaping comes after."""
    if value is None:
        return ""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _lines(text: str) -> Markup:
    """Text with its line breaks kept."""
    return Markup("<br>").join(escape(line) for line in printable(text).strip().split("\n"))


def _prose(text: str) -> Markup:
    """Knowledge's own words, in which backticks mark what is typed into a machine."""
    parts = printable(text).split("`")
    if len(parts) % 2 == 0:
        return escape(printable(text))
    shown = (Markup("<code>{}</code>").format(part) if place % 2 else escape(part) for place, part in enumerate(parts))
    return Markup("").join(shown)
