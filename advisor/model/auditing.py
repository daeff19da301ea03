"""What an audit looks for in deployment files, as the files under `knowledge/audits/` say it, and what it found.

A rule is data: where it looks (a subject in a kind of file), a closed tree of predicates on what stands there, why
it bites, what to change, and an example of each side that serves as its test.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, field_validator, model_validator

from advisor.errors import Problem
from advisor.model.base import Frozen, Identifier, Identifiers, Text


class Severity(StrEnum):
    """How bad a finding is."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """From 0 for the mildest."""
        return list(Severity).index(self)


class Form(StrEnum):
    """The kinds of files that are audited; `ci` is pipelines and the scripts that they and people run."""

    DOCKERFILE = "dockerfile"
    COMPOSE = "compose"
    KUBERNETES = "kubernetes"
    SYSTEMD = "systemd"
    CI = "ci"


class SubjectKind(StrEnum):
    """What in a file is looked at: `docs/auditing.md` says what stands in each."""

    FILE = "file"
    IMAGE = "image"
    BUILD = "build"
    SERVICE = "service"
    PROJECT = "project"
    OBJECT = "object"
    POD = "pod"
    CONTAINER = "container"
    UNIT = "unit"
    PIPELINE = "pipeline"


class AllMatch(Frozen):
    """Every part holds."""

    all: tuple[Match, ...] = Field(min_length=1)


class AnyMatch(Frozen):
    """At least one part holds."""

    any: tuple[Match, ...] = Field(min_length=1)


class NotMatch(Frozen):
    """The inner part does not hold."""

    not_: Match = Field(alias="not")


class SomeMatch(Frozen):
    """For some value at the path, the inner part holds, with paths that start there."""

    path: Text
    some: Match


class ExistsMatch(Frozen):
    """Whether anything stands at the path."""

    path: Text
    exists: bool


class IsMatch(Frozen):
    """Some value at the path is one of these texts."""

    path: Text
    is_: tuple[str, ...] = Field(alias="is", min_length=1)

    @field_validator("is_", mode="before")
    @classmethod
    def _texts(cls, value: Any) -> Any:
        """Let an author write one value without brackets, and numbers and truth values without quotes."""
        values = value if isinstance(value, list | tuple) else [value]
        return [str(each).lower() if isinstance(each, bool) else str(each) for each in values]


class PatternMatch(Frozen):
    """Some value at the path contains this regular expression."""

    path: Text
    matches: str

    @field_validator("matches")
    @classmethod
    def _compiles(cls, value: str) -> str:
        return _checked_pattern(value)


class ShorterMatch(Frozen):
    """Some value at the path is a duration of fewer seconds."""

    path: Text
    shorter_than: int


class FilesMatch(Frozen):
    """A line of any audited file, comments aside, contains this regular expression."""

    in_any_file: str

    @field_validator("in_any_file")
    @classmethod
    def _compiles(cls, value: str) -> str:
        return _checked_pattern(value)


def _checked_pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"`{value}` is no regular expression: {error}") from None
    return value


_TAGS = ("all", "any", "not", "some", "exists", "is", "matches", "shorter_than", "in_any_file")


def _tag(value: Any) -> str | None:
    keys = set(value) if isinstance(value, dict) else {name.rstrip("_") for name in type(value).model_fields}
    return next((tag for tag in _TAGS if tag in keys), None)


Match = Annotated[
    Annotated[AllMatch, Tag("all")]
    | Annotated[AnyMatch, Tag("any")]
    | Annotated[NotMatch, Tag("not")]
    | Annotated[SomeMatch, Tag("some")]
    | Annotated[ExistsMatch, Tag("exists")]
    | Annotated[IsMatch, Tag("is")]
    | Annotated[PatternMatch, Tag("matches")]
    | Annotated[ShorterMatch, Tag("shorter_than")]
    | Annotated[FilesMatch, Tag("in_any_file")],
    Discriminator(
        _tag,
        custom_error_type="match",
        custom_error_message=(
            "not a match; write one of: all, any, not, in_any_file, "
            "path with some / exists / is / matches / shorter_than"
        ),
    ),
]


class SetFix(Frozen):
    """Give the setting at a path, from the subject on, this value (YAML as it is to stand in the file)."""

    set: Text
    to: Text


class ReplaceFix(Frozen):
    """Replace a piece of the line that was found."""

    replace: str
    by: str

    @field_validator("replace")
    @classmethod
    def _compiles(cls, value: str) -> str:
        return _checked_pattern(value)


class LinesFix(Frozen):
    """Put lines before the command of a Dockerfile."""

    before_command: Text


class KnownFix(StrEnum):
    """Changes that take more than putting text in its place."""

    REMOVE_LINE = "remove-line"
    EXEC_FORM = "exec-form"


Fix = SetFix | ReplaceFix | LinesFix | KnownFix


class Check(Frozen):
    """One way to see in one kind of file that a rule is broken.

    `at` is where the finding stands, from the subject on; else on what matched, else where the subject begins.
    `found` is what to say; `{value}` is what matched. `bad` must be found and `good` must not, in a file called `file`.
    """

    in_: Form = Field(alias="in")
    subject: SubjectKind
    when: Match
    found: Text | None = None
    severity: Severity | None = None
    at: Text | None = None
    change: Text
    fix: Fix | None = None
    file: Text | None = None
    bad: Text
    good: Text


class AuditRule(Frozen):
    """What must not be, with the practice that it breaks and why that bites (one sentence)."""

    id: Identifier
    title: Text
    practice: Identifier
    severity: Severity
    because: Text
    sources: Identifiers = Field(min_length=1)
    checks: tuple[Check, ...] = ()
    built_in: bool = False

    @model_validator(mode="after")
    def _checks_something(self) -> AuditRule:
        if bool(self.checks) == self.built_in:
            raise ValueError("needs `checks`; only what no predicate can say is `built_in`")
        return self


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Lines of a file to be replaced: from `line` (from 1), `remove` lines go and `insert` come."""

    line: int
    remove: int
    insert: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """Something found. `practice` is None for what another tool found."""

    file: str
    line: int
    rule: str
    title: str
    severity: Severity
    practice: str | None
    subject: str
    message: str
    because: str
    change: str
    sources: tuple[str, ...]
    edit: Edit | None = None
    diff: str | None = None


@dataclass(frozen=True, slots=True)
class Allowed:
    """A finding that the file allows, and the reason it gives."""

    finding: AuditFinding
    reason: str


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything that an audit brought to light. `read` are the files looked at; `tools` others that helped."""

    findings: tuple[AuditFinding, ...]
    allowed: tuple[Allowed, ...]
    problems: tuple[Problem, ...]
    read: tuple[str, ...]
    tools: tuple[str, ...] = ()

    def at_least(self, severity: Severity) -> bool:
        """Whether something that severe was found."""
        return any(each.severity.rank >= severity.rank for each in self.findings)
