"""The report, and the slides, as one HTML file that needs no network, and no script to be read."""

from __future__ import annotations

from markupsafe import Markup, escape

from advisor.output.history.milestones import spoken
from advisor.output.plain_text import printable, shortened
from advisor.output.report.cards import places
from advisor.output.report.contents import Report
from advisor.output.report.drawing import FEW, MANY, TELEPHONE, svg
from advisor.output.report.later_slides import later_slides
from advisor.output.report.templates import Templates, content_hash


def html_report(report: Report, templates: Templates) -> str:
    """The whole report."""
    return _page(report, templates, "report")


def slides(report: Report, templates: Templates) -> str:
    """One decision a page, for the screen in the meeting and for paper."""
    return _page(report, templates, "slides")


def _page(report: Report, templates: Templates, name: str) -> str:
    numbers = report.numbers
    environment = templates.environment(
        _clean,
        autoescape=True,
        lines=_lines,
        prose=_prose,
        short=shortened,
        slides=later_slides,
        spoken=spoken,
        pattern=report.pattern_title,
        numbered=lambda ids: sorted((numbers[each], each) for each in ids),
    )
    shown = places(report.system.groups)
    script = templates.text(f"{name}.js").strip()
    return templates.rendered(
        environment,
        f"{name}.html.j2",
        report=report,
        picture=Markup(
            svg(shown, MANY if report.system.many else FEW, kind="drawing wide")
        ),  # the drawing escapes its texts
        narrow_picture=Markup(svg(shown, TELEPHONE, kind="drawing narrow")),  # the same
        style=Markup(templates.text(f"{name}.css")),  # our own file, or the organisation's
        script=Markup(script),  # the same
        script_hash=content_hash(script),
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
