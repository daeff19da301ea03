"""What a report shows, collected once for every format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from advisor.model.milestones import Milestone
from advisor.model.options import Risk
from advisor.model.practices import Practice
from advisor.model.sources import Source
from advisor.output import wording
from advisor.output.given import Given
from advisor.output.views import annex
from advisor.output.views.annex import AnswerTable, Coverage, Product
from advisor.output.views.audit import AuditView, audit_view
from advisor.output.views.changes import title_of
from advisor.output.views.components import ComponentView, component_views
from advisor.output.views.system import SystemView, system_view
from advisor.output.views.tipping import Tipping, tipping
from advisor.output.views.tradeoffs import TradeOffTable, trade_offs


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the templates print. `milestones` has the latest first."""

    given: Given
    date: date
    system: SystemView
    components: tuple[ComponentView, ...]
    tipping: Mapping[str, Tipping]
    trade_offs: Mapping[str, TradeOffTable]
    answers: tuple[AnswerTable, ...]
    coverage: tuple[Coverage, ...]
    products: tuple[Product, ...]
    practices: tuple[Practice, ...]
    audit: AuditView | None
    sources: tuple[Source, ...]
    milestones: tuple[tuple[str, Milestone], ...]

    def later_choices(self) -> dict[str, dict[str, list[str]]]:
        """What follows from the patterns: each later decision with its choices and the components that have them."""
        found: dict[str, dict[str, list[str]]] = {}
        for component in self.components:
            for decision in component.decisions:
                chosen = decision.chosen.title if decision.chosen else wording.NOTHING_FITS
                found.setdefault(decision.title, {}).setdefault(chosen, []).append(component.name)
        return found

    def same_pattern(self, component: ComponentView) -> str | None:
        """An earlier component with the same pattern, under which its risks and ways in and out are told."""
        return next(
            (
                each.name
                for each in self._before(component)
                if each.chosen is not None and component.chosen is not None and each.chosen.id == component.chosen.id
            ),
            None,
        )

    def same_trade_offs(self, component: ComponentView) -> str | None:
        """An earlier component with the same pattern and the same rival."""
        table = self.trade_offs.get(component.name)
        return next((each.name for each in self._before(component) if table == self.trade_offs.get(each.name)), None)

    def new_risks(self, component: ComponentView) -> tuple[tuple[str | None, Risk], ...]:
        """Its risks without those that are told under the earlier component with the same pattern."""
        name = self.same_pattern(component)
        told = next((each.risks for each in self.components if each.name == name), ())
        return tuple(each for each in component.risks if each not in told)

    def _before(self, component: ComponentView) -> tuple[ComponentView, ...]:
        return self.components[: self.components.index(component)]

    @property
    def numbers(self) -> dict[str, int]:
        """The number that each source is cited by."""
        return {source.id: number for number, source in enumerate(self.sources, 1)}

    def lowered(self, sentence: str) -> str:
        """A sentence as the end of another one; names and abbreviations keep their capitals."""
        word = sentence.partition(" ")[0].strip(",;:")
        if word != word.capitalize() or word in self._names():
            return sentence
        return sentence[:1].lower() + sentence[1:]

    def _names(self) -> set[str]:
        """The words that products' names start with."""
        products = self.given.knowledge.technologies.values()
        words = {name.partition(" ")[0] for each in products for name in (each.title, *each.aliases)}
        return words - {"A", "An", "The"}

    def pattern_title(self, pattern: str | None) -> str:
        """A pattern's name, also of one that only an old record knows."""
        return title_of(self.given.knowledge, pattern)


def make_report(given: Given, on: date) -> Report:
    """Collect everything that a report shows, dated `on`."""
    components = component_views(given)
    products = annex.products(given, components, on)
    tables = {each.name: trade_offs(given.knowledge, each) for each in components}
    dated = sorted(given.assessment.milestones.items(), key=lambda each: each[1].on)
    return Report(
        given=given,
        date=on,
        system=system_view(given, components),
        components=components,
        tipping={each.component: tipping(given.knowledge, each) for each in given.flips},
        trade_offs={name: table for name, table in tables.items() if table},
        answers=annex.answer_tables(given),
        coverage=annex.coverage(given),
        products=products,
        practices=annex.practices(given),
        audit=audit_view(given.audit, given.knowledge) if given.audit else None,
        sources=annex.sources(given, components, [each for each in products if not each.is_rival]),
        milestones=tuple(reversed(dated)),
    )
