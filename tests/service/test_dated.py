"""Products as they stood on another day."""

from __future__ import annotations

from datetime import date

from advisor.model.technologies import Milestone, Status, Technology
from advisor.service import Advisor
from advisor.service.dated import as_of


def test_what_was_retired_later_was_in_service_then(advisor: Advisor) -> None:
    then = as_of(advisor, date(2016, 6, 1)).knowledge.technologies["fleet"]
    assert advisor.knowledge.technologies["fleet"].status is Status.RETIRED
    assert (then.status, then.successors) == (Status.ACTIVE, ())
    assert then.summary.startswith("Still in service on 1 June 2016.")
    assert as_of(advisor, date(2019, 1, 1)).knowledge.technologies["fleet"].status is Status.RETIRED


def test_nothing_is_known_of_a_later_day(advisor: Advisor) -> None:
    day = date(2020, 1, 1)
    for technology in as_of(advisor, day).knowledge.technologies.values():
        assert technology.verified is None or technology.verified <= day
        assert all(event.on <= day for event in technology.milestones if technology.verified == day)


def test_a_day_to_come_has_today_s_facts(advisor: Advisor) -> None:
    assert as_of(advisor, date(2030, 1, 1)).knowledge == advisor.knowledge


def test_the_end_that_counts_is_that_of_the_product_or_the_current_release() -> None:
    def technology(current: str | None, *ends: tuple[date, str]) -> Technology:
        events = tuple(Milestone(on=on, what=what) for on, what in ends)
        return Technology(
            id="x", title="X", status=Status.ACTIVE, summary="X.", current=current, milestones=events, sources=("s",)
        )

    near, far = date(2026, 1, 1), date(2027, 1, 1)
    assert technology("1.37 (1.37.1, 2026-09-15)", (near, "End of 1.36"), (far, "End of 1.37")).end == Milestone(
        on=far, what="End of 1.37"
    )
    assert technology("29 (2026-01-25)", (near, "End of 25.0, the long branch")).end is None
    assert technology(None, (near, "End of service"), (near, "Release 2")).end == Milestone(
        on=near, what="End of service"
    )
