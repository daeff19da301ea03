"""Products that nobody should use any more, found by the signs that the knowledge has of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from advisor.auditing.differences import diff_of
from advisor.auditing.fixing import edit_for
from advisor.auditing.subject import AuditedFile, file_subject
from advisor.model.auditing import AuditFinding, AuditRule, KnownFix, ReplaceFix
from advisor.model.technologies import Technology

_FIXES: Mapping[str, ReplaceFix | KnownFix] = {
    "docker-compose-v1": ReplaceFix(replace=r"\bdocker-compose(?=\s)", by="docker compose"),
    "compose-file-version": KnownFix.REMOVE_LINE,
}


def retired_products(
    files: Iterable[AuditedFile], technologies: Iterable[Technology], rules: Sequence[AuditRule]
) -> Iterator[AuditFinding]:
    """One finding for each product on each line that shows a sign of it."""
    every = list(technologies)
    by_status = {rule.products: rule for rule in rules if rule.products is not None}
    past = [each for each in every if each.status in by_status and each.signs]
    titles = {each.id: each.title for each in every}
    signs = [(sign.lstrip("^"), sign_pattern(each, sign), each) for each in past for sign in each.signs]
    for file in files:
        here = [(pattern, each) for sign, pattern, each in signs if sign in file.text]
        for number, line in file.said() if here else ():
            seen: set[str] = set()
            for pattern, technology in here:
                if technology.id not in seen and pattern.search(line):
                    seen.add(technology.id)
                    yield _finding(file, number, technology, by_status[technology.status], titles)


def sign_pattern(technology: Technology, sign: str) -> re.Pattern[str]:
    """The sign as a word of its own, or with ^ in front as the beginning of a line; not as part of an `unless`."""
    word = re.escape(sign.removeprefix("^"))
    if sign.startswith("^"):
        return re.compile(f"^{word}")
    before = r"(?<![\w-])" if sign[0].isalnum() else ""
    after = r"(?![\w-]|\.\w)" if sign[-1].isalnum() else ""
    innocent = "".join(f"(?!{re.escape(other)})" for other in technology.unless)
    return re.compile(before + innocent + word + after)


def _finding(
    file: AuditedFile, number: int, technology: Technology, rule: AuditRule, titles: Mapping[str, str]
) -> AuditFinding:
    instead = [titles.get(each, each) for each in technology.successors]
    change = technology.instead or (f"Use {' or '.join(instead)} instead." if instead else "Plan to leave it.")
    fix = _FIXES.get(technology.id)
    edit = edit_for(fix, file, file_subject(file), number) if fix is not None else None
    return AuditFinding(
        file.name,
        number,
        rule.id,
        rule.title,
        rule.severity,
        rule.practice,
        technology.title,
        f"{technology.status}: {technology.summary}",
        rule.because,
        change,
        (*technology.sources, *rule.sources),
        edit,
        diff_of(file, [edit]) if edit is not None else None,
    )
