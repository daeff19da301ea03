"""A folder of decision records (MADR 4), written again and again over what people added to it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from markupsafe import Markup

from advisor.output.files import TextFile
from advisor.output.given import Given
from advisor.output.history.milestones import spoken
from advisor.output.markdown import escaped, prose
from advisor.output.plain_text import one_line
from advisor.output.records.contents import Record, records
from advisor.output.records.file import RecordFile, composed, has_part, parsed, updated, with_head, with_parts
from advisor.output.report.contents import Report, make_report
from advisor.output.report.templates import Templates

INDEX = "README.md"

_NUMBERED = re.compile(r"(\d{4})-.*\.md\Z")
_OURS = ("", "proposed", "accepted")
"""A status that we may change; any other is people's own."""


def render_records(
    given: Given, on: date, source: Path, present: Mapping[str, str], templates: Path | None = None
) -> tuple[tuple[TextFile, ...], tuple[str, ...]]:
    """The files to write into a folder whose Markdown files are `present`, and what people should know about them.

    `source` is the assessment, for the command that confirms a decision.
    """
    return _Folder(make_report(given, on), on, source, present, Templates(templates)).written()


class _Folder:
    """The records that are there, and those that there shall be."""

    def __init__(
        self, report: Report, on: date, source: Path, present: Mapping[str, str], templates: Templates
    ) -> None:
        self._report = report
        self._on = on
        self._command = f"advisor check {shlex.quote(source.name)}"
        self._present = present
        self._templates = templates
        self._environment = templates.environment(
            escaped,
            autoescape=False,
            line=_line,
            prose_line=lambda text: prose(one_line(text)),
            lowered=report.lowered,
            spoken=spoken,
        )
        self._remarks: list[str] = []
        ours = [file for file in (parsed(name, text) for name, text in sorted(present.items())) if file.key]
        self._there = {file.key: file for file in ours if not file.successor}
        self._superseded = {file.successor: file for file in ours if file.successor}
        numbers = [int(found[1]) for name in present if (found := _NUMBERED.match(name))]
        self._next = max(numbers, default=0) + 1

    def written(self) -> tuple[tuple[TextFile, ...], tuple[str, ...]]:
        """Everything that changes."""
        made = records(self._report)
        superseded = {each.key: self._there[each.key] for each in made if self._is_superseded(each)}
        names = {each.key: self._name(each, each.key in superseded) for each in made}
        titles = {each.key: each.title for each in made}
        files: dict[str, str] = {}
        rows: list[tuple[str, str | Markup, str]] = []
        for record in made:
            old = superseded.get(record.key)
            if old:
                successor = names[record.key]
                status = f"superseded by [{successor[:4]}]({successor})"
                files[old.name] = with_head(old.text, {"status": status, "date": self._on.isoformat()})
                self._superseded[successor] = old
            there = None if old else self._there.get(record.key)
            links = tuple((titles[key], names[key]) for key in record.related if key in names)
            text, status = self._file(record, there, links, names[record.key])
            files[names[record.key]] = text
            rows.append((names[record.key], record.title, status))
        for key, file in self._there.items():
            if key not in titles and file.status in _OURS:
                files[file.name] = with_head(file.text, {"status": "deprecated", "date": self._on.isoformat()})
                rows.append((file.name, file.heading, "deprecated"))
        rows += [
            (file.name, file.heading, f"superseded by {successor[:4]}") for successor, file in self._superseded.items()
        ]
        self._index(files, sorted(rows))
        changed = {name: text for name, text in files.items() if self._present.get(name) != text}
        return tuple(TextFile(name, text, "a decision record") for name, text in changed.items()), tuple(self._remarks)

    def _is_superseded(self, record: Record) -> bool:
        """An accepted decision is history; when it comes out otherwise, a new record takes its place."""
        there = self._there.get(record.key)
        return there is not None and there.status == "accepted" and there.outcome != record.outcome

    def _name(self, record: Record, anew: bool) -> str:
        there = self._there.get(record.key)
        if there and not anew:
            return there.name
        number, self._next = self._next, self._next + 1
        return f"{number:04}-{record.slug}.md"

    def _file(
        self, record: Record, there: RecordFile | None, links: tuple[tuple[str, str], ...], name: str
    ) -> tuple[str, str]:
        """The text of a record, and its status."""
        status, before = self._status(record, there), self._superseded.get(name)
        rendered = self._templates.rendered(
            self._environment,
            "record.md.j2",
            record=record,
            accepted=status == "accepted",
            command=Markup(self._command),  # quoted for the shell, in a block of code
            links=links,
            supersedes=before.name if before else None,
            knowledge=self._report.given.verdict.knowledge,
        )
        head: dict[str, object] = {"status": status, "date": (record.on or self._on).isoformat()}
        if record.makers:
            head["decision-makers"] = [one_line(each) for each in record.makers]
        if there is None:
            return composed(record.key, record.outcome, head, rendered), status
        undated = {key: value for key, value in head.items() if key != "date"}
        text, kept = updated(there, record.outcome, undated, rendered)
        if kept:
            listed = ", ".join(kept)
            self._remarks.append(f"{there.name}: changed by hand, so it was left as it is: {listed}")
        # Only what changes gets a new date, or every day would touch every file.
        return (with_head(text, head) if text != there.text else text), status

    def _status(self, record: Record, there: RecordFile | None) -> str:
        if there and there.status not in _OURS:
            return there.status
        if record.accepted:
            return "accepted"
        return "accepted" if there and there.status == "accepted" and there.outcome == record.outcome else "proposed"

    def _index(self, files: dict[str, str], rows: list[tuple[str, str | Markup, str]]) -> None:
        """The table of contents; a README that people wrote themselves stays theirs."""
        rendered = self._templates.rendered(
            self._environment, "records.md.j2", system=self._report.system.title, rows=rows
        )
        there = self._present.get(INDEX)
        if there is None:
            there = "<!-- advisor: index -->\n"
        elif not has_part(there, "index"):
            self._remarks.append(f"{INDEX} is not ours, so it has no table of the records")
            return
        files[INDEX], _ = with_parts(there, rendered)


def _line(text: str) -> Markup:
    """Text on one line, escaped; what is escaped already stays as it is."""
    return text if isinstance(text, Markup) else Markup(escaped(one_line(text)))  # escaped just here
