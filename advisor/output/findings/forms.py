"""The findings of a check as text, JSON, JUnit XML and SARIF 2.1.0."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from xml.etree import ElementTree

from advisor.model.findings import Checked, Finding, Tripwire
from advisor.output import wording
from advisor.output.data.verdicts import Data
from advisor.output.plain_text import folded, one_line, printable
from advisor.output.terminal.layout import WIDTH, headings

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def findings_text(checked: Sequence[Checked], bold: bool = False) -> str:
    """A line for every file, and below it what was found."""
    lines: list[str] = []
    for file in checked:
        lines += [headings(bold)(line) for line in folded(f"{file.path}: {_outcome(file)}", WIDTH, "", "  ")]
        for finding in file.findings:
            mark = "!" if finding.tripwire.fails else "i"
            place = f"{finding.component}: " if finding.component else ""
            lines += folded(f"{place}{finding.message}", WIDTH, f"  {mark} {finding.tripwire.value:<18} ")
    return "\n".join([*lines, ""])


def findings_json(checked: Sequence[Checked]) -> str:
    """Every file with its findings."""
    data = [
        {
            "file": str(file.path),
            "system": file.system,
            "milestone": file.milestone,
            "holds": file.holds,
            "findings": [_finding_data(each) for each in file.findings],
        }
        for file in checked
    ]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def findings_junit(checked: Sequence[Checked]) -> str:
    """One suite per file, one case per tripwire: whatever shows test results can show these."""
    root = ElementTree.Element("testsuites", name="advisor check")
    for file in checked:
        fired = {each.tripwire for each in file.findings if each.tripwire.fails}
        suite = ElementTree.SubElement(
            root,
            "testsuite",
            name=_xml(str(file.path)),
            tests=str(sum(each.fails for each in Tripwire)),
            failures=str(len(fired)),
            skipped=str(sum(each.fails for each in Tripwire) - len(fired) if file.milestone is None else 0),
        )
        for tripwire in (each for each in Tripwire if each.fails):
            case = ElementTree.SubElement(suite, "testcase", classname=_xml(str(file.path)), name=tripwire.value)
            found = [each for each in file.findings if each.tripwire is tripwire]
            if file.milestone is None and not found:
                ElementTree.SubElement(case, "skipped", message=Tripwire.NO_RECORD.meaning)
            elif found:
                failure = ElementTree.SubElement(case, "failure", message=_xml(_said(found[0])), type=tripwire.value)
                failure.text = _xml("\n".join(f"{file.path}:{each.line}: {_said(each)}" for each in found))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def findings_sarif(checked: Sequence[Checked], version: str) -> str:
    """One run; code hosts show its results beside the lines of the record."""
    rules = [
        {
            "id": each.value,
            "shortDescription": {"text": each.meaning},
            "defaultConfiguration": {"level": "error" if each.fails else "note"},
        }
        for each in Tripwire
    ]
    order = {each: number for number, each in enumerate(Tripwire)}
    results = [
        {
            "ruleId": finding.tripwire.value,
            "ruleIndex": order[finding.tripwire],
            "level": "error" if finding.tripwire.fails else "note",
            "message": {"text": _said(finding)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _uri(file.path.as_posix())},
                        "region": {"startLine": max(finding.line, 1)},
                    }
                }
            ],
        }
        for file in checked
        for finding in file.findings
    ]
    driver = {"name": "advisor", "version": version, "rules": rules}
    data = {"$schema": _SARIF, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


FORMS: dict[str, Callable[[Sequence[Checked], str], str]] = {
    "text": lambda checked, _: findings_text(checked),
    "json": lambda checked, _: findings_json(checked),
    "junit": lambda checked, _: findings_junit(checked),
    "sarif": findings_sarif,
}


def _outcome(file: Checked) -> str:
    failing = sum(each.tripwire.fails for each in file.findings)
    if file.milestone is None:
        return "nothing recorded, and answers that cannot all be true" if failing else "nothing recorded"
    if file.holds:
        return f"{file.milestone} holds"
    return f"{file.milestone} needs another look, {wording.counted(failing, 'reason')}"


def _said(finding: Finding) -> str:
    place = f"{finding.component}: " if finding.component else ""
    return one_line(f"{place}{finding.message}")


def _finding_data(finding: Finding) -> Data:
    return {
        "tripwire": finding.tripwire.value,
        "fails": finding.tripwire.fails,
        "component": finding.component,
        "message": finding.message,
        "line": finding.line,
        "recorded": finding.recorded,
        "now": finding.now,
    }


def _xml(text: str) -> str:
    """XML has no way to write most control characters."""
    return "".join(each for each in printable(text) if each not in "\ufffe\uffff")


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path)
