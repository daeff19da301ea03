"""The organisation's answers, asked once and used for every system: assessments without components."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from advisor.errors import AdvisorError, InputError
from advisor.loading.saving import fingerprint, save_assessment
from advisor.model.assessment import Origin
from advisor.model.interview import Change, QuestionRef
from advisor.service.session import Session
from advisor.service.state import state_folder


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile held against a system: how many of its answers would be new there, and how many differ and stay."""

    name: str
    path: Path
    new: tuple[QuestionRef, ...]
    differ: tuple[QuestionRef, ...]


def profiles(session: Session) -> tuple[Profile, ...]:
    """Every profile that can be read with today's knowledge, by name."""
    found = []
    for path in sorted(_folder().glob("*.yaml")):
        try:
            kept = session.advisor.read(path)
        except InputError:
            continue
        here = session.assessment.organisation
        new = tuple(QuestionRef(name) for name in kept.organisation if name not in here)
        differ = tuple(
            QuestionRef(name)
            for name, answer in kept.organisation.items()
            if name in here and here[name].answer != answer.answer
        )
        found.append(Profile(kept.system, path, new, differ))
    return tuple(found)


def use_profile(session: Session, profile: Profile) -> Change:
    """Answer what is not answered yet as the profile does; what was answered here stays. Raises AdvisorError."""
    kept = session.advisor.read(profile.path).organisation
    answers = {ref: kept[ref.question].model_copy(update={"origin": Origin.PROFILE}) for ref in profile.new}
    return session.answers(answers)


def keep_profile(session: Session, name: str) -> Path:
    """Keep this system's answers about the organisation under a name. Raises AdvisorError if that cannot be saved."""
    words = "-".join(re.findall(r"[a-z0-9]+", name.casefold()))
    if not words:
        raise AdvisorError("a profile needs a name with a letter or a digit in it")
    path = _folder() / f"{words}.yaml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AdvisorError(f"{path.parent} cannot be made: {error.strerror}") from None
    organisation = {
        key: each.model_copy(update={"origin": None}) for key, each in session.assessment.organisation.items()
    }
    kept = session.advisor.new(name.strip()).model_copy(update={"organisation": organisation})
    save_assessment(kept, path, fingerprint(path))
    return path


def _folder() -> Path:
    return state_folder() / "profiles"
