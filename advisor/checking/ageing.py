"""Facts that nobody has checked for long, or ever, and claims that rest on nothing one could read."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.checking.subject import Subject
from advisor.errors import Problem
from advisor.model.sources import Evidence


def stale(subject: Subject) -> Iterator[Problem]:
    """Products whose facts are old, unchecked, or foresee what should long have happened."""
    limit = subject.knowledge.manifest.stale_after_days
    for technology in subject.knowledge.technologies.values():
        place = subject.places["technology", technology.id]
        verified = technology.verified
        if verified is None:
            yield place.problem((), f"nobody has verified `{technology.id}`; check its source and say when: `verified`")
        elif (subject.today - verified).days > limit:
            message = f"`{technology.id}` was last verified on {verified}, more than {limit} days ago"
            yield place.problem(("verified",), message)
        elif verified > subject.today:
            yield place.problem(("verified",), f"`{technology.id}` was verified on {verified}, which is still to come")
        for number, event in enumerate(technology.milestones):
            passed = (subject.today - event.on).days
            if event.planned and (passed > limit or (passed > 0 and verified is not None and verified > event.on)):
                message = f"was planned for {event.on}, which has passed; say whether it happened"
                yield place.problem(("milestones", number), message)


def unsourced(subject: Subject) -> Iterator[Problem]:
    """Reasons without a source, and rules whose only source is memory."""
    sources = subject.knowledge.sources
    for fact in subject.knowledge.facts.values():
        if fact.because and not fact.sources:
            message = f"the fact `{fact.id}` gives a reason and no source; own judgement is one, too"
            yield subject.places["fact", fact.id].problem(("because",), message)
    for rule in subject.rules.values():
        if all(sources[source].evidence is Evidence.MEMORY for source in rule.sources):
            message = f"`{rule.key}` rests on memory alone; read a source, or call it own judgement"
            yield subject.rule_place(rule.key).problem(("sources",), message)
    for source in sources.values():
        if source.evidence in (Evidence.FULL, Evidence.EXCERPT) and not (source.url or source.published):
            message = f"the source `{source.id}` was read, but nobody could find it: neither `url` nor `published`"
            yield subject.places["source", source.id].problem((), message)
