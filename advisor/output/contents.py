"""What a report shows, collected once for every format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from advisor.model.knowledge import Practice, Source
from advisor.output import annex
from advisor.output.annex import AnswerTable, Coverage, Product
from advisor.output.components import ComponentView, component_views
from advisor.output.given import Given
from advisor.output.system import SystemView, system_view


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the templates print."""

    given: Given
    date: date
    system: SystemView
    components: tuple[ComponentView, ...]
    answers: tuple[AnswerTable, ...]
    coverage: tuple[Coverage, ...]
    products: tuple[Product, ...]
    practices: tuple[Practice, ...]
    sources: tuple[Source, ...]


def make_report(given: Given, on: date) -> Report:
    """Collect everything that a report shows, dated `on`."""
    components = component_views(given)
    products = annex.products(given, components, on)
    return Report(
        given=given,
        date=on,
        system=system_view(given, components),
        components=components,
        answers=annex.answer_tables(given),
        coverage=annex.coverage(given),
        products=products,
        practices=annex.practices(given),
        sources=annex.sources(given, components, products),
    )
