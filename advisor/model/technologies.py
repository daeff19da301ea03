"""Technologies: products and APIs with a lifecycle."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from advisor.model.base import Field, Frozen, Identifier, Identifiers, Text

_VERSION = re.compile(r"\d+(?:\.\d+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Status(StrEnum):
    """Where a product stands in its life."""

    ACTIVE = "active"
    MAINTENANCE = "maintenance"
    LEGACY = "legacy"
    RETIRED = "retired"


class Milestone(Frozen):
    """A dated event in a product's life; `planned` while nobody has confirmed that it happened.

    What starts with "End of" is an end: from that day the product, or the release it names, gets no more fixes.
    """

    on: date
    what: Text
    planned: bool = False

    @property
    def is_end(self) -> bool:
        """Whether support ends with it."""
        return self.what.startswith("End of ")


class Technology(Frozen):
    """A product or API with a lifecycle. `verified` is when the facts were last checked; none means nobody has.

    `signs` are words that betray it in a file, such as `docker-compose` in a script: no artifact may use what is
    retired or legacy. A sign that begins one of the longer words in `unless` is none.
    """

    id: Identifier
    title: Text
    status: Status
    summary: Text
    aliases: tuple[Text, ...] = ()
    signs: tuple[Text, ...] = ()
    unless: tuple[Text, ...] = ()
    current: Text | None = None
    milestones: tuple[Milestone, ...] = ()
    successors: Identifiers = ()
    instead: Text | None = None
    verified: date | None = None
    founding: bool = False
    sources: Identifiers = Field(min_length=1)

    @property
    def end(self) -> Milestone | None:
        """The end of the product, or of the release that is current: the last of those that are known."""
        now = set(_VERSION.findall(_DAY.sub("", self.current or "")))
        ends = [
            event
            for event in self.milestones
            if event.is_end and (not (of := _VERSION.findall(event.what)) or now.intersection(of))
        ]
        return max(ends, key=lambda event: event.on, default=None)

    def is_stale(self, on: date, after_days: int) -> bool:
        """Whether nobody has checked its facts in the `after_days` days before `on`."""
        return self.verified is None or (on - self.verified).days > after_days
