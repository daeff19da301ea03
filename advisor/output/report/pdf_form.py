"""The report as PDF, set by typst."""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time

from markupsafe import Markup

from advisor.errors import AdvisorError
from advisor.output.history.milestones import spoken
from advisor.output.plain_text import printable, shortened
from advisor.output.report.cards import places
from advisor.output.report.contents import Report
from advisor.output.report.drawing import FEW, MANY, svg
from advisor.output.report.templates import Templates

_LONGEST = 24
"""A word longer than this may be broken anywhere: columns are narrow and nobody hyphenates a token."""

_FAMILIES = (
    "Noto Sans", "Source Sans 3", "Inter", "Open Sans", "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans",
    "DejaVu Sans", "Libertinus Serif",
)  # fmt: skip
"""In the order that we would rather have; the last one comes with typst."""

_JAPANESE = (
    "Noto Sans CJK JP", "Noto Sans JP", "Source Han Sans", "Source Han Sans JP", "Hiragino Sans", "Yu Gothic",
    "Meiryo", "IPAPGothic", "IPAGothic", "Noto Serif CJK JP", "Droid Sans Fallback",
)  # fmt: skip

_PICTURE = """
.platform { fill: #eef5f8; stroke: #0b5c7d; stroke-width: 1.2 }
.without { fill: #f4f6f8; stroke: #c3cad2; stroke-dasharray: 5 4 }
.card { fill: #ffffff; stroke: #c3cad2 }
text { font-family: "Liberation Sans", Arial, "Noto Sans", "DejaVu Sans", "Noto Sans CJK JP", IPAPGothic }
text { font-size: 14px; fill: #1d2530 }
.title { fill: #0b5c7d; font-weight: 600 }
.name { font-weight: 700 }
.note { fill: #56616f; font-size: 12.5px }
"""

_WORD = re.compile(rf"\S{{{_LONGEST + 1},}}")


def pdf_report(report: Report, templates: Templates) -> tuple[bytes, tuple[str, ...]]:
    """The PDF, and what people should know about it. Raises AdvisorError where typst is not installed."""
    try:
        import typst
    except ImportError:
        raise AdvisorError(
            "a PDF needs typst, which is not installed; install it with: pip install 'deployment-advisor[pdf]' "
            "(or print the HTML report from a browser)"
        ) from None
    families = typst.Fonts().families()
    source = typst_source(report, templates, families)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            made = typst.compile(
                source.encode(),
                # Nothing but the report's date may get into the bytes.
                timestamp=int(datetime.combine(report.date, time(), UTC).timestamp()),
            )
        except typst.TypstError as error:
            raise AdvisorError(f"report.typ.j2: typst cannot set what it gave: {error.message}") from error
    assert isinstance(made, bytes)
    return made, tuple(_remarks(source, families))


def typst_source(report: Report, templates: Templates, installed: Iterable[str]) -> str:
    """The report in typst's language. Every value goes in as a string, never as markup."""
    numbers = report.numbers
    there = set(installed)
    fonts = [each for each in (*_FAMILIES, *_JAPANESE) if each in there] or ["Libertinus Serif"]
    environment = templates.environment(
        _shown,
        autoescape=False,
        quoted=quoted,
        prose=_prose,
        short=shortened,
        spoken=spoken,
        pattern=report.pattern_title,
        refs=lambda ids: f"[{', '.join(map(str, sorted(numbers[each] for each in ids)))}]",
    )
    return templates.rendered(
        environment,
        "report.typ.j2",
        report=report,
        picture=_string(svg(places(report.system.groups), MANY if report.system.many else FEW, _PICTURE)),
        fonts=Markup(", ".join(quoted(each) for each in fonts)),  # quoted just here
    )


def quoted(text: object) -> Markup:
    """A typst string. Only the backslash and the quotation mark end or change one."""
    clean = _breakable(printable("" if text is None else str(text)).strip("\n"))
    return _string(clean)


def _string(text: str) -> Markup:
    safe = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return Markup(f'"{safe}"')  # made safe just above


def _shown(value: object) -> object:
    """A value in the middle of typst markup. The semicolon keeps what follows from being taken for a call."""
    if isinstance(value, Markup | int):
        return value
    return Markup(f"#{quoted(value)};") if value is not None and str(value) else ""  # quoted


def _prose(text: str) -> Markup:
    """Knowledge's own words, in which backticks mark what is typed into a machine."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return Markup(_shown(text))  # quoted
    shown = (f"#raw({quoted(part)});" if place % 2 else str(_shown(part)) for place, part in enumerate(parts))
    return Markup("".join(shown))  # all of it quoted


def _breakable(text: str) -> str:
    """Long words with places to break; languages without blanks have them anyway."""
    return _WORD.sub(lambda found: "".join(_broken(found[0])), text)


def _broken(word: str) -> Iterator[str]:
    for place, each in enumerate(word):
        if place and place % 12 == 0 and not unicodedata.combining(each):
            yield "\u200b"
        yield each


def _remarks(source: str, installed: Iterable[str]) -> Iterator[str]:
    """What the fonts of this machine cannot show would be empty boxes, and nobody would know why."""
    if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", source) and not set(installed) & set(_JAPANESE):
        yield "no font on this machine has Japanese letters, so they are missing in the PDF; install Noto Sans CJK"
