"""From paths to subjects: find the files an audit can read, take each apart by its kind, say what was left aside."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Concatenate, ParamSpec

from advisor.auditing.from_compose import compose_subjects, is_override
from advisor.auditing.from_dockerfile import dockerfile_subjects
from advisor.auditing.from_kubernetes import kubernetes_subjects
from advisor.auditing.from_pipelines import FOLDERS, is_pipeline, is_script, pipeline_subjects
from advisor.auditing.from_tasks import ecs_subjects, nomad_subjects, procfile_subjects
from advisor.auditing.from_units import unit_subjects
from advisor.auditing.subject import AuditedFile, Subject, file_subject
from advisor.errors import InputError, Problem
from advisor.model.auditing import Form
from advisor.reading.fence import Fence, OutsideError
from advisor.reading.hcl import read_hcl
from advisor.reading.kinds import Kind, kind_by_content, kind_by_name, kind_of_text
from advisor.reading.kubernetes import Resource, resources
from advisor.reading.kustomize import Kustomized, load_kustomization
from advisor.reading.node import Node
from advisor.reading.nomad_json import job_of
from advisor.reading.yaml_text import read_yaml

P = ParamSpec("P")
STANDARD_INPUT = "stdin"
MOST_SUBJECTS = 20_000
_FOR_TESTS = re.compile(r"(\A|[._-])(tests?|testing|ci|e2e|sut)[._-]")
_FORMS = {
    Kind.COMPOSE: Form.COMPOSE,
    Kind.KUBERNETES: Form.KUBERNETES,
    Kind.KUSTOMIZATION: Form.KUBERNETES,
    Kind.DOCKERFILE: Form.DOCKERFILE,
    Kind.UNIT: Form.SYSTEMD,
    Kind.PROCFILE: Form.PROCFILE,
    Kind.NOMAD: Form.NOMAD,
    Kind.ECS: Form.ECS,
}


@dataclass(slots=True)
class Collected:
    """What there is to check, and what could not be read or was left aside."""

    subjects: list[Subject] = field(default_factory=list)
    files: dict[str, AuditedFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)


def audited_files(fence: Fence, paths: Sequence[Path]) -> Iterator[Path]:
    """The files below the given paths, and the pipelines in their hidden folders."""
    for path in paths:
        if path.is_file():
            yield path
            continue
        yield from fence.files(path)
        for hidden in FOLDERS:
            if fence.has_folder(path / hidden):
                yield from fence.files(path / hidden)


class Collector:
    """Reads what it is given and keeps the subjects of it."""

    def __init__(self, fence: Fence) -> None:
        self.found = Collected()
        self._fence = fence
        self._documents: dict[Path, list[Node]] = {}

    def collect(self, paths: Sequence[Path], text: str | None) -> Collected:
        """Read `paths`; those that are files must be of a kind that is audited. `text` came in on standard input."""
        named = frozenset(path for path in paths if path.is_file())
        by_form: dict[Kind | None, list[Path]] = defaultdict(list)
        if text is not None:
            self._standard_input(text)
        for path in dict.fromkeys(audited_files(self._fence, paths)):
            if is_pipeline(path) or is_script(path):
                by_form[None].append(path)
            elif (kind := self._kind(path, path in named)) is not None:
                by_form[kind].append(path)
        for path in by_form[None]:
            self._try(path, Form.CI, self._pipeline)
        for path in by_form[Kind.DOCKERFILE]:
            self._try(path, Form.DOCKERFILE, self._dockerfile)
        self._compose(by_form[Kind.COMPOSE], named)
        self._kubernetes(by_form[Kind.KUSTOMIZATION], by_form[Kind.KUBERNETES])
        for path in by_form[Kind.UNIT]:
            self._try(path, Form.SYSTEMD, self._unit)
        for path in by_form[Kind.PROCFILE]:
            self._try(path, Form.PROCFILE, self._procfile)
        for path in by_form[Kind.ECS]:
            self._try(path, Form.ECS, self._ecs)
        for path in by_form[Kind.NOMAD]:
            self._try(path, Form.NOMAD, self._nomad)
        self.found.subjects += [file_subject(file) for file in self.found.files.values()]
        return self.found

    def _kind(self, path: Path, is_named: bool) -> Kind | None:
        kind = kind_by_name(path)
        shown = self._fence.shown(path)
        if kind is Kind.HELM_CHART:
            self.found.skipped[shown] = "a Helm chart; audit what `helm template` makes of it"
            return None
        if kind is not Kind.PLAIN and not (kind is None and is_named):
            return kind
        try:
            text = self._fence.read(path)
        except (InputError, OutsideError) as error:
            if is_named:
                self._refuse(path, error)
            else:
                self.found.skipped[shown] = str(error).split("\n", 1)[0].removeprefix(f"{shown}:").strip()
            return None
        if path.suffix not in (".yaml", ".yml", ".json") and (told := kind_of_text(text)):
            return told
        if "templates" in path.parts and "{{" in text:
            self.found.skipped[shown] = "a template of a Helm chart; audit what `helm template` makes of it"
            return None
        try:
            self._documents[path] = read_yaml(text, shown)
        except InputError as error:
            # Broken files of other programs are none of our business.
            if is_named or "apiVersion:" in text or "services:" in text:
                self._refuse(path, error)
            return None
        kind = kind_by_content(self._documents[path])
        if kind is None and is_named:
            message = "is of no kind that is audited (Compose, Kubernetes, Dockerfile, systemd, pipelines ...)"
            self.found.problems.append(Problem(shown, 0, message))
        return kind

    def _try(
        self,
        path: Path,
        form: Form,
        read: Callable[Concatenate[AuditedFile, P], None],
        *given: P.args,
        **named: P.kwargs,
    ) -> None:
        """Take one file apart; what is wrong with it is kept, and the others go on."""
        try:
            read(self._file(path, form), *given, **named)
        except (InputError, OutsideError) as error:
            self._refuse(path, error)
        except RecursionError:
            self.found.problems.append(Problem(self._fence.shown(path), 0, "is nested too deep to be read"))

    def _refuse(self, path: Path, error: InputError | OutsideError) -> None:
        if isinstance(error, InputError):
            self.found.problems += error.problems
        else:
            self.found.problems.append(Problem(self._fence.shown(path), 0, str(error)))

    def _file(self, path: Path, form: Form) -> AuditedFile:
        name = self._fence.shown(path)
        if name not in self.found.files:
            text = self._fence.read(path)
            exact = text.encode() == path.read_bytes()
            self.found.files[name] = AuditedFile.of(path, name, form, text, exact=exact)
        return self.found.files[name]

    def _add(self, subjects: Iterator[Subject]) -> None:
        for subject in subjects:
            if len(self.found.subjects) >= MOST_SUBJECTS:
                raise subject.place.refused(
                    f"is more than the {MOST_SUBJECTS:,}th thing to check; audit a part at a time"
                )
            self.found.subjects.append(subject)

    def _standard_input(self, text: str) -> None:
        kind = kind_of_text(text)
        path = Path(STANDARD_INPUT)
        if kind is None:
            self._documents[path] = read_yaml(text, STANDARD_INPUT)
            kind = kind_by_content(self._documents[path])
        if kind is None or kind not in _FORMS:
            raise InputError([Problem(STANDARD_INPUT, 0, "is of no kind that is audited (Compose, Kubernetes ...)")])
        self.take(AuditedFile.of(path, STANDARD_INPUT, _FORMS[kind], text))

    def take(self, file: AuditedFile) -> None:
        """Take apart a file that was read elsewhere. Raises InputError for what is wrong with it."""
        self.found.files[file.name] = file
        match file.form:
            case Form.CI:
                self._pipeline(file)
            case Form.COMPOSE:
                self._add(iter(compose_subjects(self._fence, file)[0]))
            case Form.KUBERNETES:
                documents = self._documents.get(file.path) or read_yaml(file.text, file.name)
                self._add(kubernetes_subjects(list(resources(documents))))
            case Form.DOCKERFILE:
                self._dockerfile(file)
            case Form.SYSTEMD:
                self._unit(file)
            case Form.PROCFILE:
                self._procfile(file)
            case Form.ECS:
                self._ecs(file)
            case Form.NOMAD:
                self._nomad(file)

    def _pipeline(self, file: AuditedFile) -> None:
        self._add(pipeline_subjects(file))

    def _dockerfile(self, file: AuditedFile) -> None:
        self._add(dockerfile_subjects(file))

    def _unit(self, file: AuditedFile) -> None:
        self._add(unit_subjects(self._fence, file))

    def _procfile(self, file: AuditedFile) -> None:
        self._add(procfile_subjects(file))

    def _ecs(self, file: AuditedFile) -> None:
        self._add(ecs_subjects(file, self._documents.get(file.path) or read_yaml(file.text, file.name)))

    def _nomad(self, file: AuditedFile) -> None:
        documents = self._documents.get(file.path)
        root = job_of(documents[0]) if documents else read_hcl(file.text, file.name)
        self._add(nomad_subjects(file, root))

    def _compose(self, paths: Sequence[Path], named: frozenset[Path]) -> None:
        """Every project; a file that Compose reads with another one is looked at with that one."""
        for path in paths:
            if _FOR_TESTS.search(path.name) and path not in named:
                self.found.skipped[self._fence.shown(path)] = "for tests, by its name; give the file itself to audit it"
            elif path in named or not is_override(path, paths):
                self._try(path, Form.COMPOSE, self._project)

    def _project(self, file: AuditedFile) -> None:
        subjects, project = compose_subjects(self._fence, file)
        for path in project.files:
            self._file(path, Form.COMPOSE)
        self.found.notes += project.notes
        self._add(iter(subjects))

    def _kubernetes(self, kustomizations: Sequence[Path], paths: Sequence[Path]) -> None:
        """What kustomizations make of their files, and every other manifest as it is, by folder."""
        used: set[Path] = set()
        loaded: dict[Path, Kustomized] = {}
        for path in kustomizations:
            self._try(path, Form.KUBERNETES, self._kustomization, loaded)
        below = {folder for folder, made in loaded.items() for folder in made.folders - {folder}}
        for folder in sorted(set(loaded) - below):
            made = loaded[folder]
            used |= {path.resolve() for path in made.files}
            self.found.notes += made.notes
            for path in sorted(made.files):
                self._try(path, Form.KUBERNETES, lambda _: None)
            self._objects(made.resources)
        folders: dict[Path, list[Resource]] = defaultdict(list)
        for path in paths:
            if path.resolve() not in used:
                self._try(path, Form.KUBERNETES, lambda _: None)
                folders[path.parent] += resources(self._documents[path])
        for found in folders.values():
            self._objects(found)

    def _objects(self, found: Sequence[Resource]) -> None:
        try:
            self._add(kubernetes_subjects(found))
        except InputError as error:
            self.found.problems += error.problems

    def _kustomization(self, file: AuditedFile, loaded: dict[Path, Kustomized]) -> None:
        made = load_kustomization(self._fence, file.path.parent)
        if not made.component:
            loaded[file.path.parent] = made
