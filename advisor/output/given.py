"""What every output is made from: the knowledge, the assessment, its verdict, and how each question stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.model.assessment import Answer, Assessment
from advisor.model.knowledge import Knowledge
from advisor.model.record import record
from advisor.model.verdict import SystemVerdict

if TYPE_CHECKING:
    from advisor.model.auditing import Audit
    from advisor.model.flips import Flips
    from advisor.model.interview import Interview


@record
class Given:
    """Everything that the outputs read. `interview`, `flips` and `audit` are only needed by reports."""

    knowledge: Knowledge
    assessment: Assessment
    verdict: SystemVerdict
    interview: Interview | None = None
    flips: tuple[Flips, ...] = ()
    audit: Audit | None = None

    def answer(self, question: str, component: str | None) -> Answer | None:
        """The answer to a question (`component` None: the organisation's), as it stands in the file."""
        if component is None:
            return self.assessment.organisation.get(question)
        return self.assessment.components[component].answers.get(question)
