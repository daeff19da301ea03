"""Products that nobody should use any more, found by the signs that the knowledge has of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from advisor.auditing.fixing import diff_of, edit_for
from advisor.auditing.subject import AuditedFile, file_subject
from advisor.model.auditing import AuditFinding, AuditRule, KnownFix, ReplaceFix, Severity
from advisor.model.knowledge import Status, Technology

RULES = {Status.RETIRED: "retired-product", Status.LEGACY: "legacy-product"}
_FIXES: Mapping[str, ReplaceFix | KnownFix] = {
    "docker-compose-v1": ReplaceFix(replace=r"\bdocker-compose(?=\s)", by="docker compose"),
    "compose-file-version": KnownFix.REMOVE_LINE,
}


def retired_products(
    files: Iterable[AuditedFile], technologies: Iterable[Technology], rules: Mapping[str, AuditRule]
) -> Iterator[AuditFinding]:
    """One finding for each product on each line that shows a sign of it."""
    past = [each for each in technologies if each.status in RULES and RULES[each.status] in rules and each.signs]
    titles = {each.id: each.title for each in technologies}
    signs = [(sign.lstrip("^"), sign_pattern(sign), each) for each in past for sign in each.signs]
    for file in files:
        here = [(pattern, each) for sign, pattern, each in signs if sign in file.text]
        for number, line in file.said() if here else ():
            seen: set[str] = set()
            for pattern, technology in here:
                if technology.id not in seen and pattern.search(line):
                    seen.add(technology.id)
                    yield _finding(file, number, technology, rules[RULES[technology.status]], titles)


def sign_pattern(sign: str) -> re.Pattern[str]:
    """The sign as a word of its own; with ^ in front only at the start of a line."""
    word = re.escape(sign.removeprefix("^"))
    before = "^" if sign.startswith("^") else r"(?<![\w-])" if sign[0].isalnum() else ""
    after = r"(?![\w-]|\.\w)" if sign[-1].isalnum() else ""
    return re.compile(before + word + after)


def _finding(
    file: AuditedFile, number: int, technology: Technology, rule: AuditRule, titles: Mapping[str, str]
) -> AuditFinding:
    instead = [titles.get(each, each) for each in technology.successors]
    change = technology.instead or (f"Use {' or '.join(instead)} instead." if instead else "Plan to leave it.")
    fix = _FIXES.get(technology.id)
    edit = edit_for(fix, file, file_subject(file), number) if fix is not None else None
    # The Container Registry's addresses live on; what ended is the product behind them.
    severity = Severity.NOTE if "live on" in technology.summary else rule.severity
    return AuditFinding(
        file.name,
        number,
        rule.id,
        rule.title,
        severity,
        rule.practice,
        technology.title,
        f"{technology.title} ({technology.status}): {technology.summary}",
        rule.because,
        change,
        (*technology.sources, *rule.sources),
        edit,
        diff_of(file, edit) if edit is not None else None,
    )
