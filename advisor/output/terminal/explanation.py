"""`advisor explain` as plain text: down from a verdict to rules, answers and sources."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.errors import AdvisorError
from advisor.model.knowledge import Knowledge
from advisor.output import wording
from advisor.output.given import Given
from advisor.output.plain_text import folded
from advisor.output.terminal.layout import WIDTH, clash_lines, conflict_lines, headings, reason_lines, title_line
from advisor.output.views.clashes import clash_views
from advisor.output.views.components import ComponentView, component_views
from advisor.output.views.options import OptionView, Read, Reason

_OPEN_SHOWN = 6


def explanation_text(given: Given, component: str | None, pattern: str | None, bold: bool) -> str:
    """Why, and why not. `component` and `pattern` narrow it down. Raises AdvisorError for unknown names."""
    clashes = [each for each in clash_views(given) if each.where in (None, component) or component is None]
    blocks = ["\n".join(clash_lines(clashes, headings(bold))).strip()] if clashes else []
    for view in selected(given, component):
        shown = _one_option(view, pattern, bold) if pattern else _whole(view, bold)
        blocks.append("\n".join(shown))
    cited = sources_cited(given, component, pattern)
    if cited:
        lines = (line for each in cited for line in _source(given.knowledge, each))
        blocks.append("\n".join([headings(bold)("Sources"), *lines]))
    return "\n\n".join(blocks) + "\n"


def selected(given: Given, component: str | None) -> tuple[ComponentView, ...]:
    """The components asked for. Raises AdvisorError for one that does not exist."""
    views = component_views(given)
    if component is None:
        if not views:
            raise AdvisorError("the assessment has no components yet, so there is nothing to explain")
        return views
    found = tuple(view for view in views if view.name == component)
    if not found:
        raise AdvisorError(f"there is no component `{component}`")
    return found


def option_of(view: ComponentView, pattern: str) -> OptionView:
    """One option of a component's ranking. Raises AdvisorError for one that does not exist."""
    for each in view.ranking:
        if each.id == pattern:
            return each
    raise AdvisorError(f"there is no pattern `{pattern}`")


def explained(view: ComponentView, pattern: str | None) -> tuple[OptionView, ...]:
    """The options whose reasons are shown in full."""
    if pattern:
        return (option_of(view, pattern),)
    return tuple(each for each in (view.chosen, view.runner_up) if each)


def sources_cited(given: Given, component: str | None, pattern: str | None) -> tuple[str, ...]:
    """The ids of the sources behind every reason shown in full, sorted."""
    cited: set[str] = set()
    for view in selected(given, component):
        for each in explained(view, pattern):
            for reason in each.reasons:
                cited.update(reason.sources)
    return tuple(sorted(cited))


def _whole(view: ComponentView, bold: bool) -> Iterator[str]:
    head = headings(bold)
    yield title_line(f"{view.name}: why {view.title}", view.certainty, head)
    yield from folded(view.sure, WIDTH, "  ")
    for sentence in (view.override_reason, view.assigned_because):
        if sentence:
            yield from folded(sentence, WIDTH, "  ")
    yield from conflict_lines(view)
    if view.chosen:
        yield ""
        yield from _option(view.chosen, most_open=_OPEN_SHOWN)
    if view.chosen and view.runner_up:
        yield ""
        lead = "Instead of" if view.runner_up is view.best else "Why not"
        yield head(f"{lead} {view.runner_up.title}, {wording.signed(view.runner_up.points)}")
        yield from _contrast(view.chosen, view.runner_up)
    rest = [each for each in view.rivals if each is not view.runner_up]
    if rest:
        yield ""
        yield head("The others, in short")
        for each in rest:
            yield from _short(each)
    if view.ruled_out:
        yield ""
        yield head("Ruled out")
        for each in view.ruled_out:
            text = " ".join(reason.because for reason in each.ruled_out_by)
            yield from folded(text, WIDTH, f"  {each.title}: ", "    ")
    if view.matters:
        yield ""
        yield from folded(", ".join(view.matters), WIDTH, "Answers that could still change it: ", "  ")
    yield from _decisions(view, bold)


def _one_option(view: ComponentView, pattern: str, bold: bool) -> Iterator[str]:
    shown = option_of(view, pattern)
    head = headings(bold)
    if shown is view.chosen:
        yield title_line(f"{view.name}: why {shown.title}", view.certainty, head)
        yield from folded(view.sure, WIDTH, "  ")
    else:
        yield title_line(f"{view.name}: why not {shown.title}", shown.word, head)
        if view.chosen:
            yield from folded(
                f"{view.chosen.title} has {wording.signed(view.chosen.points)}, "
                f"this one {wording.signed(shown.points)}.",
                WIDTH,
                "  ",
            )
    yield from folded(shown.summary, WIDTH, "  ")
    yield ""
    yield from _option(shown)


def _option(shown: OptionView, most_open: int | None = None) -> Iterator[str]:
    yield from folded(f"{shown.title}: {_sum(shown)}", WIDTH, "  ")
    parts = (
        ("Rules it out", shown.ruled_out_by),
        ("For it", shown.speaks_for),
        ("Against it", shown.speaks_against),
        ("Still open", shown.still_open[:most_open]),
    )
    for title, reasons in parts:
        if reasons:
            yield f"  {title}"
            for reason in reasons:
                yield from _reason(reason)
    left_out = len(shown.still_open) - len(shown.still_open[:most_open])
    if left_out:
        yield from folded(f"and {left_out} lighter ones; --pattern {shown.id} shows them all", WIDTH, "     ?  ")
    if not any(reasons for _, reasons in parts):
        yield "  No rule has anything to say about it with these answers."


def _contrast(chosen: OptionView, rival: OptionView) -> Iterator[str]:
    """What tells two options apart; the rules that both share are left out."""
    shared = {reason.rule for reason in chosen.reasons} & {reason.rule for reason in rival.reasons}
    points = sum(reason.points for reason in rival.reasons if reason.rule in shared)
    if shared:
        rules = wording.counted(len(shared), "rule")
        yield from folded(f"{rules} worth {wording.signed(points)} in all count for both.", WIDTH, "  ")
    if len(shared) == len(chosen.reasons) == len(rival.reasons):
        yield "  No rule tells the two apart, so the simpler one goes first."
        return
    for one in (chosen, rival):
        own = [reason for reason in one.reasons if reason.rule not in shared]
        if own:
            yield from folded(f"Only for {one.title}", WIDTH, "  ")
            for reason in own:
                yield from _reason(reason)
        else:
            yield from folded(f"Nothing counts only for {one.title}.", WIDTH, "  ")


def _sum(shown: OptionView) -> str:
    parts = [wording.signed(points) for points in (shown.gained, shown.lost) if points]
    total = f"{' '.join(parts)} = {wording.signed(shown.points)}" if len(parts) > 1 else wording.signed(shown.points)
    return f"{total}, {shown.word}"


def _reason(reason: Reason) -> Iterator[str]:
    if reason.is_open:
        waits = ", ".join(read.title for read in reason.answers if read.value is None)
        yield from folded(f"{reason.because} ({reason.weight}; waits for: {waits})", WIDTH, "     ?  ")
        return
    yield from reason_lines(reason, 3)
    if reason.answers:
        answers = "; ".join(_read(each) for each in reason.answers)
        yield from folded(answers, WIDTH, "        because of ", "          ")
    if reason.facts:
        facts = "; ".join(_read(each) for each in reason.facts)
        yield from folded(facts, WIDTH, "        that is, ", "          ")
    pack = "" if reason.is_core else f" of {reason.pack}"
    yield from folded(f"{reason.rule}{pack} [{', '.join(reason.sources)}]", WIDTH, "        rule ", "          ")


def _read(read: Read) -> str:
    return f"{read.title}: {read.value if read.value is not None else 'open'}"


def _short(shown: OptionView) -> Iterator[str]:
    lead = f"  {shown.title}, {wording.signed(shown.points)}: "
    against = shown.speaks_against
    text = against[0].because if against else "nothing speaks against it; less speaks for it."
    yield from folded(text, WIDTH, lead, "    ")


def _decisions(view: ComponentView, bold: bool) -> Iterator[str]:
    if not view.decisions:
        return
    yield ""
    yield headings(bold)("What follows from it")
    for decision in view.decisions:
        title = decision.chosen.title if decision.chosen else wording.NOTHING_FITS
        yield from folded(title, WIDTH, f"  {decision.title}: ", "    ")
        if decision.chosen:
            for reason in decision.chosen.speaks_for[:2]:
                yield from reason_lines(reason, 3)


def _source(knowledge: Knowledge, source_id: str) -> Iterator[str]:
    source = knowledge.sources[source_id]
    published = f", {source.published}" if source.published else ""
    yield from folded(f"{source.title}{published}", WIDTH, f"  [{source_id}] ", "    ")
    if source.url:
        yield f"    {source.url}"
