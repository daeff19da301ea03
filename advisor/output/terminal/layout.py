"""The pieces that texts for a terminal are made of: headings, columns, reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from advisor.output import wording
from advisor.output.plain_text import cells, folded, shortened
from advisor.output.views.clashes import ClashView
from advisor.output.views.components import ComponentView
from advisor.output.views.options import Reason

WIDTH = 80

_FEW = 4
"""So many options are named where all of them would be a wall of text."""


def title_line(left: str, right: str, head: Callable[[str], str]) -> str:
    """A heading with something at the right margin."""
    room = WIDTH - cells(right) - 2
    left = shortened(left, max(room, 20))
    return head(left) + " " * max(WIDTH - cells(left) - cells(right), 2) + right


def reason_lines(reason: Reason, indent: int) -> list[str]:
    """A reason's points and its words."""
    margin = " " * indent
    mark = "✕" if reason.points == 0 else wording.signed(reason.points)
    return folded(reason.because, WIDTH, f"{margin}{mark:>3}  ")


def columns(rows: Sequence[tuple[str, str]], indent: int) -> Iterator[str]:
    """Two columns, the second one folded."""
    wide = min(max(cells(left) for left, _ in rows), WIDTH // 2)
    for left, right in rows:
        lead = shortened(left, wide)
        yield from folded(right, WIDTH, f"{' ' * indent}{lead}{' ' * (wide - cells(lead))}  ")


def conflict_lines(component: ComponentView) -> Iterator[str]:
    """The answers that leave a component without any option."""
    for conflict in component.conflicts:
        yield "  These answers cannot stand together:"
        for title, answer, owner, ruled_out in conflict.answers:
            by = f" (from {owner})" if owner else ""
            yield from folded(f"{title}: {answer}{by}", WIDTH, "   - ")
            if ruled_out:
                more = (f"{len(ruled_out) - _FEW} more",) if len(ruled_out) > _FEW + 1 else ()
                shown = (*ruled_out[:_FEW], *more) if more else ruled_out
                yield from folded(f"takes part in ruling out {wording.listed(shown)}", WIDTH, "     ")


def clash_lines(clashes: Sequence[ClashView], head: Callable[[str], str]) -> Iterator[str]:
    """Answers that cannot all be true: which, why not, and what to do."""
    for clash in clashes:
        yield ""
        yield head(shortened(f"{clash.where or 'The organisation'}: these answers cannot all be true", WIDTH))
        yield from folded(f"{clash.title}. {clash.because}", WIDTH, "  ")
        for title, answer, owner in clash.answers:
            by = f" (from {owner})" if owner else ""
            yield from folded(f"{title}: {answer}{by}", WIDTH, "   - ")
        yield from folded(clash.instead, WIDTH, "   What to do: ")


def headings(bold: bool) -> Callable[[str], str]:
    """How headings are marked."""
    return _bold if bold else _plain


def _bold(text: str) -> str:
    return f"\x1b[1m{text}\x1b[0m"


def _plain(text: str) -> str:
    return text
