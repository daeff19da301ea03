"""From paths to units: find the deployment files, read each by its kind, say what was left aside."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Concatenate, ParamSpec

from advisor.errors import InputError, Problem
from advisor.importing.from_compose import compose_units
from advisor.importing.from_dockerfile import add_recipe, dockerfile_unit
from advisor.importing.from_ecs import ecs_units
from advisor.importing.from_kubernetes import is_read, kubernetes_units
from advisor.importing.from_nomad import nomad_units
from advisor.importing.from_procfile import SETUP, procfile_units
from advisor.importing.from_units import belongs_to_another, service_units
from advisor.importing.standard_input import STANDARD_INPUT, units_of_text
from advisor.importing.unit import Unit
from advisor.model.recognition import Recognition
from advisor.reading.compose import DEFAULT_NAMES, OVERRIDE_NAMES, load_project
from advisor.reading.dockerfile import read_dockerfile
from advisor.reading.fence import Fence, OutsideError
from advisor.reading.hcl import read_hcl
from advisor.reading.kinds import Kind, kind_by_content, kind_by_name, kind_of_text
from advisor.reading.kubernetes import Resource, resources
from advisor.reading.kustomize import Kustomized, load_kustomization
from advisor.reading.node import Node
from advisor.reading.nomad_json import job_of
from advisor.reading.procfile import read_procfile
from advisor.reading.units import Unit as Settings
from advisor.reading.units import read_unit
from advisor.reading.yaml_text import read_yaml

P = ParamSpec("P")
MOST_UNITS = 1_000
_FOR_TESTS = re.compile(r"(\A|[._-])(tests?|testing|ci|e2e|sut)[._-]")


@dataclass(slots=True)
class Gathered:
    """What was found. `read` are the files that were understood, `others` how many did not look like any of ours."""

    units: list[Unit] = field(default_factory=list)
    read: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    others: int = 0


class Gatherer:
    """Reads what it is given and keeps what it finds."""

    def __init__(self, fence: Fence, recognition: Recognition) -> None:
        self.found = Gathered()
        self._fence = fence
        self._recognition = recognition
        self._used: set[Path] = set()

    def gather(self, files: Sequence[Path], named: frozenset[Path], text: str | None) -> Gathered:
        """Read `files`; those in `named` were asked for one by one. `text` is what came in on standard input."""
        if text is not None:
            self._try(Path(STANDARD_INPUT), self._standard_input, text)
        by_kind: dict[Kind, list[Path]] = defaultdict(list)
        documents: dict[Path, list[Node]] = {}
        for path in files:
            kind = kind_by_name(path)
            if kind is Kind.PLAIN or (kind is None and path in named):
                kind = self._by_content(path, path in named, documents)
            if kind is not None:
                by_kind[kind].append(path)
        self._charts(by_kind[Kind.HELM_CHART])
        self._kustomizations(by_kind[Kind.KUSTOMIZATION])
        self._compose(by_kind[Kind.COMPOSE], named)
        self._kubernetes([path for path in by_kind[Kind.KUBERNETES] if path not in self._used], documents)
        for path in by_kind[Kind.NOMAD]:
            self._try(path, self._nomad, documents.get(path))
        for path in by_kind[Kind.ECS]:
            self._try(path, self._ecs, documents.get(path))
        self._settings(by_kind[Kind.UNIT])
        for path in by_kind[Kind.PROCFILE]:
            self._try(path, self._procfile)
        self._dockerfiles(by_kind[Kind.DOCKERFILE], named)
        return self.found

    def _try(self, path: Path, read: Callable[Concatenate[Path, P], None], *given: P.args, **named: P.kwargs) -> None:
        """Read one file; what is wrong with it is kept, and the others go on."""
        try:
            read(path, *given, **named)
            self.found.read.add(self._fence.shown(path))
        except InputError as error:
            self.found.problems.extend(error.problems)
        except OutsideError as error:
            self.found.problems.append(Problem(self._fence.shown(path), 0, str(error)))
        except RecursionError:
            self.found.problems.append(Problem(self._fence.shown(path), 0, "is nested too deep to be read"))

    def _add(self, units: Iterable[Unit]) -> None:
        for unit in units:
            if len(self.found.units) >= MOST_UNITS:
                raise unit.place.refused(f"is more than the {MOST_UNITS}th thing that runs; import a part at a time")
            self.found.units.append(unit)

    def _skip(self, path: Path, why: str) -> None:
        self.found.skipped[self._fence.shown(path)] = why

    def _by_content(self, path: Path, is_named: bool, documents: dict[Path, list[Node]]) -> Kind | None:
        """What a file is by what it holds, keeping what was read of it."""
        try:
            text = self._fence.read(path)
        except (InputError, OutsideError) as error:
            if is_named:
                self._refuse(path, error)
            else:
                self._skip(path, str(error).split("\n", 1)[0].removeprefix(f"{self._fence.shown(path)}: "))
            return None
        if path.suffix not in (".yaml", ".yml", ".json") and (kind := kind_of_text(text)):
            return kind
        if "templates" in path.parts and "{{" in text:
            self._skip(path, "a template of a Helm chart; import what `helm template` makes of it")
            return None
        try:
            documents[path] = read_yaml(text, self._fence.shown(path))
        except InputError as error:
            if is_named or kind_by_name(path) is not Kind.PLAIN or "apiVersion:" in text:
                self._refuse(path, error)
            else:
                self._skip(path, str(error.problems[0]).removeprefix(f"{self._fence.shown(path)}:"))
            return None
        kind = kind_by_content(documents[path])
        if kind is None:
            if is_named:
                message = "is no deployment file of a kind that is read (Compose, Kubernetes, Dockerfile ...)"
                self.found.problems.append(Problem(self._fence.shown(path), 0, message))
            else:
                self._skip(path, "not a deployment file")
        return kind

    def _refuse(self, path: Path, error: InputError | OutsideError) -> None:
        if isinstance(error, InputError):
            self.found.problems.extend(error.problems)
        else:
            self.found.problems.append(Problem(self._fence.shown(path), 0, str(error)))

    def _standard_input(self, path: Path, text: str) -> None:
        del path
        units, notes = units_of_text(text, self._recognition)
        self.found.notes += notes
        self._add(units)

    def _charts(self, paths: Sequence[Path]) -> None:
        for path in paths:
            self._skip(path, "a Helm chart; import what `helm template` makes of it")

    def _kustomizations(self, paths: Sequence[Path]) -> None:
        """Those that no other one refers to are what is deployed; where there are several, production comes first."""
        loaded: dict[Path, Kustomized] = {}
        for path in paths:
            self._used.add(path)
            self._try(path, self._kustomization, loaded)
        below = {folder for folder, made in loaded.items() for folder in made.folders - {folder}}
        tops = [folder for folder in loaded if folder not in below]
        for folder in sorted(tops, key=lambda folder: ("prod" not in folder.name, str(folder))):
            made = loaded[folder]
            self._used |= made.files
            self.found.notes += made.notes
            self.found.read |= {self._fence.shown(path) for path in made.files}
            self._objects(made.resources, str(folder), folder.name)

    def _kustomization(self, path: Path, loaded: dict[Path, Kustomized]) -> None:
        made = load_kustomization(self._fence, path.parent)
        if made.component:
            self._skip(path, "a component of other kustomizations")
        else:
            loaded[path.parent] = made

    def _compose(self, paths: Sequence[Path], named: frozenset[Path]) -> None:
        """In a folder, the file with the default name and its override are the project; others add what is new."""
        folders: dict[Path, list[Path]] = defaultdict(list)
        for path in paths:
            folders[path.parent].append(path)
        used: set[Path] = set()
        for folder, here in folders.items():
            default = next((folder / name for name in DEFAULT_NAMES if folder / name in here), None)
            ordered = sorted(here, key=lambda path: (path != default, path.name))
            names: set[str] = set()
            for path in ordered:
                if path in used and path not in named:
                    continue
                if path.name in OVERRIDE_NAMES and default is not None and path not in named:
                    continue
                if _FOR_TESTS.search(path.name) and path not in named:
                    self._skip(path, "for tests, by its name; give the file itself to import it")
                    continue
                self._try(path, self._project, named, names, used)

    def _project(self, path: Path, named: frozenset[Path], names: set[str], used: set[Path]) -> None:
        is_default = path.name in DEFAULT_NAMES and path not in named
        project = load_project(self._fence, path, with_override=is_default)
        used |= project.files
        self.found.notes += project.notes
        if not project.services:
            self._skip(path, "has no services")
        again = sorted(set(project.services) & names)
        if again and path not in named:
            variants = ", ".join(again[:5]) + (" ..." if len(again) > 5 else "")
            message = f"describes {variants} once more; what was read first counts"
            self.found.notes.append(Problem(self._fence.shown(path), 0, message))
            project.services = {name: one for name, one in project.services.items() if name not in names}
        names |= set(project.services)
        self._add(compose_units(self._fence, project))

    def _kubernetes(self, paths: Sequence[Path], documents: dict[Path, list[Node]]) -> None:
        """All manifests are one system, unless a name stands in several folders: then each folder is one."""
        objects: dict[Path, list[Resource]] = {}
        for path in paths:
            objects[path] = list(resources(documents[path]))
            self.found.read.add(self._fence.shown(path))
        where: dict[tuple[str, str, str], set[Path]] = defaultdict(set)
        for path, found in objects.items():
            for one in found:
                where[one.kind, one.namespace, one.name].add(path.parent)
        apart = any(len(folders) > 1 for folders in where.values())
        groups: dict[str, list[Resource]] = defaultdict(list)
        for path, found in objects.items():
            groups[str(path.parent) if apart else "kubernetes"] += found
        for scope, found in groups.items():
            self._objects(found, scope, Path(scope).name if apart else "")

    def _objects(self, found: list[Resource], scope: str, folder: str) -> None:
        unique = list(
            {(one.kind, one.group, one.namespace, one.name, one.name or id(one)): one for one in found}.values()
        )
        self._add(kubernetes_units(unique, self._recognition.resources, scope, folder))
        for one in unique:
            if one.kind in ("Application", "ApplicationSet", "HelmRelease", "HelmChart") and not is_read(one, ()):
                message = f"{one.kind} {one.name} brings in what is kept elsewhere; it was not fetched"
                self.found.notes.append(Problem(one.place.file, one.place.line, message))

    def _nomad(self, path: Path, documents: list[Node] | None) -> None:
        name = self._fence.shown(path)
        root = job_of(documents[0]) if documents else read_hcl(self._fence.read(path), name)
        self._add(nomad_units(root, str(path), path.parent.name))

    def _ecs(self, path: Path, documents: list[Node] | None) -> None:
        for document in documents or read_yaml(self._fence.read(path), self._fence.shown(path)):
            self._add(ecs_units(document, str(path), path.parent.name))

    def _settings(self, paths: Sequence[Path]) -> None:
        folders: dict[Path, dict[str, Settings]] = defaultdict(dict)
        for path in paths:
            self._try(path, self._unit_file, folders[path.parent])
        for folder, files in folders.items():
            self._add(service_units(files, str(folder)))
            services = {f"{unit.name}{suffix}" for unit in self.found.units for suffix in (".service", ".container")}
            for name in files:
                if name not in services and not belongs_to_another(name) and name.replace("@", "") not in services:
                    self._skip(folder / name, "starts nothing")

    def _unit_file(self, path: Path, files: dict[str, Settings]) -> None:
        files[path.name] = read_unit(self._fence.read(path), self._fence.shown(path))

    def _procfile(self, path: Path) -> None:
        processes = read_procfile(self._fence.read(path), self._fence.shown(path))
        for name in SETUP & set(processes):
            place = processes[name].place
            self.found.notes.append(Problem(place.file, place.line, f"`{name}` runs once per release; no component"))
        self._add(procfile_units(processes, str(path.parent), path.parent.name))

    def _dockerfiles(self, paths: Sequence[Path], named: frozenset[Path]) -> None:
        """A Dockerfile tells more about the component that it is for; it is one itself only if nothing else is."""
        recipes: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.found.units:
            if unit.recipe:
                recipes[str(unit.recipe.path.resolve())].append(unit)
        alone = not self.found.units
        for path in [*paths, *(Path(recipe) for recipe in recipes if Path(recipe) not in paths)]:
            users = recipes.get(str(path.resolve()), []) or self._of_that_folder(path)
            self._try(path, self._dockerfile, users, alone or path in named)

    def _of_that_folder(self, path: Path) -> list[Unit]:
        """Units that are called like the Dockerfile's folder, and whose image may be built there."""
        names = {path.parent.name.lower(), path.parent.parent.name.lower() if path.parent.name == "src" else ""} - {""}
        return [unit for unit in self.found.units if unit.name.lower() in names and not unit.recipe]

    def _dockerfile(self, path: Path, users: Sequence[Unit], alone: bool) -> None:
        instructions = read_dockerfile(self._fence.read(path), self._fence.shown(path))
        if users:
            for unit in users:
                add_recipe(unit, instructions, unit.recipe)
        elif alone:
            ending = path.name.partition(".")[2] if path.name.lower().startswith("dockerfile.") else ""
            name = ending or path.stem if path.stem.lower() not in ("dockerfile", "containerfile") else ""
            self._add([dockerfile_unit(instructions, name or path.resolve().parent.name or "app", path)])
        else:
            self._skip(path, "nothing that was read here uses its image")
