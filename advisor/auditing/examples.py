"""The examples of a rule, checked: what is bad must be found, what is good must not, and the change must mend it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from advisor.auditing.checking import rule_findings
from advisor.auditing.differences import applied
from advisor.auditing.gathering import Collector
from advisor.auditing.subject import AuditedFile, file_subject
from advisor.errors import InputError
from advisor.model.auditing import AuditFinding, AuditRule, Check, Form
from advisor.reading.fence import Fence

_NAMES = {
    Form.DOCKERFILE: "Dockerfile",
    Form.COMPOSE: "compose.yaml",
    Form.KUBERNETES: "manifest.yaml",
    Form.SYSTEMD: "app.service",
    Form.PROCFILE: "Procfile",
    Form.ECS: "task.json",
    Form.NOMAD: "job.nomad.hcl",
    Form.CI: ".gitlab-ci.yml",
}
_NOWHERE = Path("/nowhere/that/exists")


def findings_in(rule: AuditRule, check: Check, text: str) -> list[AuditFinding]:
    """What one check of a rule finds in a text that stands alone. Raises InputError for a text of another kind."""
    name = check.file or _NAMES[check.in_]
    collector = Collector(Fence([_NOWHERE]))
    collector.take(AuditedFile.of(_NOWHERE.parent / name, name, check.in_, text))
    found = collector.found
    subjects = [*found.subjects, *(file_subject(file) for file in found.files.values())]
    alone = rule.model_copy(update={"checks": (check,)})
    return list(rule_findings([alone], subjects, found.files))


def wrong_examples(rule: AuditRule, check: Check) -> Iterator[str]:
    """What is wrong with the examples of a check, as sentences."""
    try:
        bad, good = findings_in(rule, check, check.bad), findings_in(rule, check, check.good)
    except InputError as error:
        yield f"an example cannot be read: {error}"
        return
    if not bad:
        yield "the bad example is not found"
    for one in good:
        yield f"the good example is found on line {one.line}"
    if check.fix is None or not bad:
        return
    edits = [one.edit for one in bad if one.edit is not None]
    if len(edits) < len(bad):
        yield "the fix changes nothing in the bad example"
    elif findings_in(rule, check, applied(check.bad, edits)):
        yield "the bad example is still found after its fix"
