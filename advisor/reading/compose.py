"""A Compose project as Compose itself would see it: overrides, includes, extends, variables and env files resolved.

Only files inside the fence are read. What a file refers to and cannot be had is noted, and the services that it
concerns are marked as not completely known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from advisor.errors import InputError, Problem
from advisor.reading.compose_forms import canonical_service
from advisor.reading.compose_merge import merge_element, merge_service, without_resets
from advisor.reading.env_files import read_env
from advisor.reading.fence import Fence, OutsideError
from advisor.reading.interpolation import Variables, fill_node
from advisor.reading.node import Node, Place, mapping
from advisor.reading.yaml_text import read_yaml

DEFAULT_NAMES = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")
OVERRIDE_NAMES = (
    "compose.override.yaml",
    "compose.override.yml",
    "docker-compose.override.yaml",
    "docker-compose.override.yml",
)
DEEPEST_CHAIN = 50
_SECTIONS = ("volumes", "networks", "secrets", "configs")


@dataclass(slots=True)
class Project:
    """Services and what they share, in canonical form (see `compose_forms`), by name.

    `environment` holds what env files add too. `partly_known` names services of which something could not be read.
    """

    name: str
    folder: Path
    services: dict[str, Node] = field(default_factory=dict)
    shared: dict[str, dict[str, Node]] = field(default_factory=lambda: {key: {} for key in _SECTIONS})
    version: str = ""
    title: str = ""
    partly_known: set[str] = field(default_factory=set)
    notes: list[Problem] = field(default_factory=list)
    files: set[Path] = field(default_factory=set)


def load_project(
    fence: Fence, path: Path, *, with_override: bool = False, text: str | None = None, name: str = ""
) -> Project:
    """Read a Compose file and what it refers to; `text` is its content and `name` its name if it is no file.

    Raises InputError if it is no valid Compose file, or goes round in circles.
    """
    project = Project(name or fence.shown(path), path.parent)
    loader = _Loader(fence, project)
    environment = loader.environment(path.parent, [path.parent / ".env"], {}, needed=False)
    model = loader.model(_Source(path, path.parent, environment), (), text)
    for other in OVERRIDE_NAMES if with_override else ():
        if fence.has(path.parent / other):
            over = loader.model(_Source(path.parent / other, path.parent, environment), (path,))
            model = _over(model, over)
    for key, service in model.services.items():
        project.services[key] = loader.with_env_files(key, without_resets(service), environment)
    project.shared = model.shared
    loader.note_missing(environment)
    return project


@dataclass(frozen=True, slots=True)
class _Source:
    """A file as it is read: relative paths start in `folder`, variables come from `variables`."""

    path: Path
    folder: Path
    variables: Variables


@dataclass(slots=True)
class _Model:
    """What one file comes to with its includes and extends."""

    services: dict[str, Node]
    shared: dict[str, dict[str, Node]]


class _Loader:
    """Reads the files of one project, each once."""

    def __init__(self, fence: Fence, project: Project) -> None:
        self._fence = fence
        self._project = project
        self._raw: dict[tuple[Path, int], Node] = {}
        self._extended: dict[tuple[Path, str, int], Node] = {}
        self._included: dict[tuple[Path, Path], _Model] = {}

    def environment(self, folder: Path, files: list[Path], known: Mapping[str, str], *, needed: bool) -> Variables:
        """The variables of some env files; those that are `known` already count before them."""
        values: dict[str, str] = {}
        for path in files:
            if needed or self._fence.has(path):
                text = self._text_beside(path, Place(self._fence.shown(folder), 0))
                if text is not None:
                    values |= {key: node.text for key, node in read_env(text, "", {**values, **known}).items()}
        return Variables({**values, **known})

    def model(self, source: _Source, chain: tuple[Path, ...], text: str | None = None) -> _Model:
        """One file with its extends and includes resolved; `chain` led to it."""
        root = self._document(source, text)
        services: dict[str, Node] = {}
        for name, service in _services(root).items():
            services[name] = self._with_extends(source, name, service, ())
        shared = {key: dict(root.at(key).mapping) for key in _SECTIONS}
        self._project.version = self._project.version or root.at("version").text
        self._project.title = self._project.title or root.at("name").text
        model = _Model(services, shared)
        for entry in _as_list(root.get("include")):
            model = self._include(model, entry, source, chain)
        return model

    def with_env_files(self, name: str, service: Node, variables: Variables) -> Node:
        """A service whose environment has what its env files say, below what it says itself."""
        found: dict[str, Node] = {}
        for entry in service.at("env_file").items:
            path = Path(entry.at("path").text)
            needed = entry.get("required") is None or entry.at("required").is_true
            if not needed and not self._fence.has(path):
                continue
            text = self._text_beside(path, entry.place)
            if text is None:
                self._project.partly_known.add(name)
                continue
            found |= read_env(text, self._fence.shown(path), variables.values)
        for key, value in service.at("environment").mapping.items():
            given = variables.values.get(key)
            found[key] = value.with_value(given) if value.value is None and given is not None else value
        if not found:
            return service
        place = service.at("environment").place
        return mapping({**service.mapping, "environment": mapping(found, place)}, service.place)

    def note_missing(self, variables: Variables) -> None:
        """Say which variables have no value anywhere."""
        for name in sorted(variables.missing):
            self._note(Place(self._project.name, 0), f"the variable {name} is set nowhere; taken as empty")

    def _document(self, source: _Source, text: str | None = None) -> Node:
        key = (source.path, id(source.variables))
        if key not in self._raw:
            self._project.files.add(source.path)
            name = self._fence.shown(source.path) if text is None else self._project.name
            documents = read_yaml(self._fence.read(source.path) if text is None else text, name)
            documents = documents or [mapping({}, Place(name, 1))]
            if len(documents) != 1 or not documents[0].is_mapping:
                raise InputError([Problem(name, 1, "is no Compose file: it must be one mapping with `services`")])
            self._raw[key] = fill_node(documents[0], source.variables)
        return self._raw[key]

    def _with_extends(self, source: _Source, name: str, service: Node, chain: tuple[tuple[Path, str], ...]) -> Node:
        """A service in canonical form over what it extends."""
        key = (source.path, name, id(source.variables))
        if key in self._extended:
            return self._extended[key]
        own = canonical_service(service, source.folder)
        wanted = own.get("extends")
        if wanted is not None:
            here = (source.path, name)
            if here in chain or len(chain) > DEEPEST_CHAIN:
                steps = " -> ".join(step for _, step in (*chain, here))
                raise wanted.place.refused(f"`extends` goes round in a circle or too far: {_short(steps)}")
            own = mapping({k: part for k, part in own.mapping.items() if k != "extends"}, own.place)
            base = self._base(source, wanted, name, (*chain, here))
            own = merge_service(without_resets(base), own) if base is not None else own
        self._extended[key] = own
        return own

    def _base(self, source: _Source, wanted: Node, name: str, chain: tuple[tuple[Path, str], ...]) -> Node | None:
        """What a service extends; None, with a note, if it cannot be had."""
        service, file = wanted.at("service").text, wanted.at("file").text
        try:
            if file:
                there = self._fence.resolve(source.folder, file)
                source = _Source(there, there.parent, source.variables)
            found = _services(self._document(source)).get(service)
        except (InputError, OutsideError) as error:
            self._note(wanted.place, f"not extended: {_first(error)}")
            self._project.partly_known.add(name)
            return None
        if found is None:
            self._note(wanted.place, f"`extends` names the service `{_short(service)}`, which is not there")
            self._project.partly_known.add(name)
            return None
        base = self._with_extends(source, service, found, chain)
        if service in self._project.partly_known:
            self._project.partly_known.add(name)
        return base

    def _include(self, model: _Model, entry: Node, source: _Source, chain: tuple[Path, ...]) -> _Model:
        """The model over what an entry of `include` brings."""
        paths = [part.text for part in (entry.at("path") if entry.is_mapping else entry).texts()]
        base = entry.at("project_directory").text
        try:
            files = [self._fence.resolve(source.folder, part) for part in paths]
            if not files:
                return model
            inner = self._fence.resolve(source.folder, base) if base else files[0].parent
            env_files = [self._fence.resolve(source.folder, part.text) for part in entry.at("env_file").texts()]
            steps = (*chain, source.path)
            self._check_circle(entry, files[0], steps)
            if (files[0], inner) not in self._included:
                known = source.variables
                own = self.environment(inner, env_files or [inner / ".env"], known.values, needed=bool(env_files))
                own.missing = known.missing
                made = self.model(_Source(files[0], inner, own), steps)
                for other in files[1:]:
                    made = _over(made, self.model(_Source(other, inner, own), steps))
                self._included[files[0], inner] = made
            return _over(self._included[files[0], inner], model)
        except CircleError:
            raise
        except (InputError, OutsideError) as error:
            self._note(entry.place, f"not included: {_first(error)}")
            return model

    def _check_circle(self, entry: Node, file: Path, steps: tuple[Path, ...]) -> None:
        if file in steps or len(steps) > DEEPEST_CHAIN:
            names = " -> ".join(self._fence.shown(step) for step in (*steps, file))
            raise CircleError([entry.place.problem(f"`include` goes round in a circle or too far: {_short(names)}")])

    def _text_beside(self, path: Path, place: Place) -> str | None:
        """The text of a file that another one names, or a note why it cannot be had."""
        try:
            return self._fence.read(self._fence.resolve(path.parent, path.name))
        except (InputError, OutsideError) as error:
            self._note(place, _first(error))
            return None

    def _note(self, place: Place, message: str) -> None:
        self._project.notes.append(Problem(place.file, place.line, message))


class CircleError(InputError):
    """An include that ends where it began."""


def _services(root: Node) -> dict[str, Node]:
    """The services of a file; those of version 1 stand at the top."""
    if "services" in root.mapping:
        section = root.at("services")
        if section.value is not None and not section.is_mapping:
            raise section.place.refused("`services` must be a mapping from names to services")
        found: Mapping[str, Node] = section.mapping
    elif {"version", "include", *_SECTIONS} & set(root.mapping):
        found = {}
    else:
        found = {key: part for key, part in root.mapping.items() if part.is_mapping}
    for name, service in found.items():
        if service.value is not None and not service.is_mapping:
            raise service.place.refused(f"the service `{_short(name)}` must be a mapping")
    return {name: service for name, service in found.items() if not name.startswith("x-")}


def _over(below: _Model, above: _Model) -> _Model:
    services = dict(below.services)
    for name, service in above.services.items():
        services[name] = merge_service(services[name], service) if name in services else service
    shared = {key: dict(below.shared[key]) for key in _SECTIONS}
    for key in _SECTIONS:
        for name, element in above.shared[key].items():
            present = shared[key].get(name)
            shared[key][name] = merge_element(present, element) if present is not None else element
    return _Model(services, shared)


def _as_list(node: Node | None) -> Iterator[Node]:
    if node is not None:
        yield from node.items if node.is_list else [node] if node.value is not None else []


def _first(error: Exception) -> str:
    return str(error).split("\n", 1)[0]


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:117] + "..."
