"""Text as text in Markdown: nothing that somebody typed may turn into Markdown or HTML."""

from __future__ import annotations

import re

from markupsafe import Markup

from advisor.output.plain_text import printable

_SPECIAL = re.compile(r"([\\`*_\[\]{}|~#$])")


def escaped(value: object) -> object:
    """The value with every special sign taken as it stands, line breaks as `<br>`. Markup is left alone."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return "" if value is None else value
    text = printable(value).strip("\n")
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "<br>")


def link(url: str) -> Markup:
    """An address in angle brackets; signs that could end it are encoded."""
    safe = "".join(f"%{ord(each):02X}" if each in '<>\\"` \n' else each for each in printable(url))
    return Markup(f"<{safe}>")  # cleaned just above


def prose(text: str) -> Markup:
    """Knowledge's own words, in which backticks mark what is typed into a machine."""
    parts = printable(text).split("`")
    if len(parts) % 2 == 0:
        return Markup(escaped(text))  # escaped already
    shown = (
        f"`{part}`".replace("|", "\\|").replace("\n", " ") if place % 2 and part else str(escaped(part))
        for place, part in enumerate(parts)
    )
    return Markup("".join(shown))  # escaped but for the code spans, which take no markup
