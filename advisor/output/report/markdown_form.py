"""The report as Markdown that reads well on GitHub and GitLab."""

from __future__ import annotations

import re

from markupsafe import Markup

from advisor.output.history.milestones import spoken
from advisor.output.markdown import escaped, link, prose
from advisor.output.plain_text import shortened
from advisor.output.report.cards import places
from advisor.output.report.contents import Report
from advisor.output.report.mermaid import mermaid
from advisor.output.report.templates import Templates


def markdown_report(report: Report, templates: Templates) -> str:
    """The whole report."""
    numbers = report.numbers
    environment = templates.environment(
        escaped,  # for Markdown, so Jinja's own escaping, for HTML, is off
        autoescape=False,
        refs=lambda ids: f"[{', '.join(map(str, sorted(numbers[each] for each in ids)))}]",
        link=link,
        prose=prose,
        short=shortened,
        spoken=spoken,
        pattern=report.pattern_title,
    )
    picture = Markup(mermaid(places(report.system.groups)))  # the drawing escapes its texts
    text = templates.rendered(environment, "report.md.j2", report=report, picture=picture)
    return re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n"
