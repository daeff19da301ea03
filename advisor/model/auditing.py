"""What an audit looks for in deployment files, as the folders under `knowledge/practices/` say it, and what it found.

A rule is data: where it looks (a subject in a kind of file), a closed tree of predicates on what stands there, why
it bites, what to change, and an example of each side that serves as its test.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from advisor.errors import Problem
from advisor.model.base import Field, Frozen, Identifier, Identifiers, Text
from advisor.model.matches import Expression, Match
from advisor.model.technologies import Status


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
    PROCFILE = "procfile"
    ECS = "ecs"
    NOMAD = "nomad"
    CI = "ci"


class SubjectKind(StrEnum):
    """What in a file is looked at: `docs/audit.md` says what stands in each."""

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


class SetFix(Frozen):
    """Give the setting at a path, from the subject on, this value (YAML as it is to stand in the file)."""

    set: Text
    to: Text


class ReplaceFix(Frozen):
    """Replace a piece of the line that was found."""

    replace: Expression
    by: str


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
    `found` is what to say; `{value}` is what matched. `once` keeps only the first place. `bad` must be found and
    `good` must not, in a file called `file`.
    """

    in_: Form = Field(key="in")
    subject: SubjectKind
    when: Match
    found: Text
    severity: Severity | None = None
    at: Text | None = None
    change: Text
    fix: Fix | None = None
    once: bool = False
    file: Text | None = None
    bad: Text
    good: Text


class AuditRule(Frozen):
    """What must not be, why that bites (one sentence), and the practice that it breaks: the folder it stands in.

    What the rule itself says of `subject`, `when`, `found`, `at`, `change`, `fix` and `once` holds for every check
    that does not say otherwise. A rule about `products` has no checks: it looks for the signs that technologies of
    that status have in the knowledge. `file` is what problems call the rule's file.
    """

    id: Identifier
    practice: Identifier
    file: Text
    title: Text
    severity: Severity
    because: Text
    sources: Identifiers = Field(min_length=1)
    checks: tuple[Check, ...] = ()
    products: Status | None = None

    def __post_init__(self) -> None:
        if bool(self.checks) == bool(self.products):
            raise ValueError("needs `checks`, or the status of the `products` whose signs it looks for")


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
    """Everything that an audit brought to light. `read` are the files looked at, `skipped` those left aside with the
    reason, `tools` other programs that helped, `diff` every mechanical change in one.
    """

    findings: tuple[AuditFinding, ...]
    allowed: tuple[Allowed, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    read: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]
    tools: tuple[str, ...] = ()
    diff: str = ""

    def at_least(self, severity: Severity) -> bool:
        """Whether something that severe was found."""
        return any(each.severity.rank >= severity.rank for each in self.findings)
