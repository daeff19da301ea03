"""The files of one knowledge folder, one reader per kind of element.

Every reader gives models and remembers where each came from, so that a later check can name the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from advisor.errors import InputError, Problem
from advisor.loading.document import Document, read_document
from advisor.loading.near import unknown
from advisor.loading.scalars import DataPath
from advisor.loading.validation import validate
from advisor.model.base import Frozen
from advisor.model.expectations import Case, Guide, Scenario
from advisor.model.knowledge import Manifest
from advisor.model.options import PATTERN_DECISION, ArtifactFile, Block, Option, Pattern
from advisor.model.packs import PackHead
from advisor.model.platforms import Platform
from advisor.model.practices import Practice
from advisor.model.questions import Question, Scope
from advisor.model.rules import Contradiction, Direction, Fact, Rule
from advisor.model.sources import Source
from advisor.model.technologies import Technology

M = TypeVar("M", bound=Frozen)
Key = tuple[str, ...]
"""An element's name among all: its kind and id, such as ("question", "state") or ("option", "backup", "restic")."""

_PACK_NAME = re.compile(r"(?=.{1,40}\Z)[a-z0-9]+(-[a-z0-9]+)*")
_OPTION_PARENT = "decisions"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element stands: its document and the path inside it."""

    document: Document
    at: DataPath

    def problem(self, path: DataPath, message: str) -> Problem:
        """A problem at `path` inside the element."""
        return self.document.problem((*self.at, *path), message)


@dataclass(slots=True)
class Pack:
    """Everything that one knowledge folder holds. `name` is shown in traces.

    `added` are the rules that it adds to what stands elsewhere; a rule's owner says to what.
    """

    name: str
    folder: Path
    manifest: Manifest | None = None
    head: PackHead | None = None
    added: list[Rule] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    contradictions: dict[str, Contradiction] = field(default_factory=dict)
    directions: dict[str, Direction] = field(default_factory=dict)
    blocks: dict[str, Block] = field(default_factory=dict)
    patterns: dict[str, Pattern] = field(default_factory=dict)
    decisions: dict[str, dict[str, Any]] = field(default_factory=dict)
    options: dict[str, dict[str, Option]] = field(default_factory=dict)
    platforms: dict[str, Platform] = field(default_factory=dict)
    practices: dict[str, Practice] = field(default_factory=dict)
    technologies: dict[str, Technology] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    scenarios: list[Scenario] = field(default_factory=list)
    cases: dict[str, Case] = field(default_factory=dict)
    guides: dict[str, Guide] = field(default_factory=dict)
    boundary: list[ArtifactFile] = field(default_factory=list)
    places: dict[Key, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_pack(folder: Path, name: str) -> Pack:
    """Read a knowledge folder; what is wrong with it is in `problems`."""
    pack = Pack(name, folder)
    reader = _Reader(pack)
    reader.manifest()
    reader.head()
    for scope in Scope:
        for path in sorted((folder / "questions" / scope.value).glob("*.yaml")):
            reader.one(path, ("question",), Question, pack.questions, scope=scope.value)
    reader.mapping("facts.yaml", "fact", Fact, pack.facts)
    reader.mapping("contradictions.yaml", "contradiction", Contradiction, pack.contradictions)
    reader.mapping("directions.yaml", "direction", Direction, pack.directions)
    reader.mapping("sources.yaml", "source", Source, pack.sources)
    reader.folder("platforms", "platform", Platform, pack.platforms)
    reader.folder("practices", "practice", Practice, pack.practices)
    reader.folder("technologies", "technology", Technology, pack.technologies)
    reader.folder("cases", "case", Case, pack.cases)
    reader.folder("guides", "guide", Guide, pack.guides)
    for path in sorted((folder / "blocks").glob("*/block.yaml")):
        reader.one(path, ("block",), Block, pack.blocks, carrier=path.parent)
    for path in sorted((folder / "patterns").glob("*/pattern.yaml")):
        reader.one(path, ("option", PATTERN_DECISION), Pattern, pack.patterns, carrier=path.parent)
        reader.scenarios(path.parent, path.parent.name)
    for path in sorted((folder / _OPTION_PARENT).glob("*/decision.yaml")):
        reader.decision(path)
    reader.system()
    reader.added_rules()
    reader.scenarios(folder, f"pack/{name}")
    reader.stray_folders()
    return pack


class _Reader:
    """Reads files into a pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    def manifest(self) -> None:
        path = self._pack.folder / "knowledge.yaml"
        if path.is_file() and (document := self._document(path)):
            made = validate(Manifest, document.data, document)
            self._keep(made, ("manifest",), Place(document, ()), partial(setattr, self._pack, "manifest"))

    def head(self) -> None:
        """What an organisation says about its pack as a whole."""
        path, name = self._pack.folder / "pack.yaml", self._pack.name
        document = self._document(path) if path.is_file() else None
        if document is None or not self._is_mapping(document):
            return
        if not _PACK_NAME.fullmatch(name):
            message = f"the folder `{name}` gives the pack its name; use lower-case words joined by hyphens"
            self._pack.problems.append(document.problem((), message))
            return
        made = validate(PackHead, self._filled(document, (), name, PackHead), document)
        self._keep(made, ("pack", name), Place(document, ()), partial(setattr, self._pack, "head"))

    def added_rules(self) -> None:
        """Rules for blocks, patterns and options that stand in another pack."""
        path = self._pack.folder / "rules.yaml"
        document = self._document(path) if path.is_file() else None
        if document is None:
            return
        if not isinstance(document.data, list):
            self._pack.problems.append(document.problem((), "must be a list of rules"))
            return
        for number, data in enumerate(document.data):
            if not isinstance(data, dict) or not isinstance(data.get("for"), str):
                message = "say with `for` which block, pattern or option the rule is added to"
                self._pack.problems.append(document.problem((number,), message))
                continue
            owner = data["for"]
            filled = {key: value for key, value in data.items() if key != "for"}
            made = validate(Rule, {**filled, "owner": owner, "pack": self._pack.name}, document, (number,))
            key = ("rule", f"{owner}.{data.get('id')}")
            self._keep(made, key, Place(document, (number,)), self._pack.added.append)

    def one(
        self, path: Path, kind: Key, model: type[M], into: dict[str, M], carrier: Path | None = None, **given: str
    ) -> None:
        """A file that is one element; `carrier` is the folder whose name identifies it and holds its artifacts."""
        element = carrier.name if carrier else path.stem
        document = self._document(path)
        if document is None or not self._is_mapping(document):
            return
        data = self._filled(document, (), element, model, **given)
        if carrier:
            notes = carrier / "notes.md"
            if model is Pattern and notes.is_file():
                data["notes"] = notes.read_text("utf-8")
            data["artifacts"] = self._artifacts(carrier)
        made = validate(model, data, document)
        self._keep(made, (*kind, element), Place(document, ()), partial(into.__setitem__, element))
        if isinstance(made, Block | Option):
            for number, rule in enumerate(made.rules):
                self._pack.places["rule", rule.key] = Place(document, ("rules", number))

    def folder(self, name: str, kind: str, model: type[M], into: dict[str, M]) -> None:
        """A folder of files that are one element each."""
        for path in sorted((self._pack.folder / name).glob("*.yaml")):
            self.one(path, (kind,), model, into)

    def mapping(self, name: str, kind: str, model: type[M], into: dict[str, M]) -> None:
        """A file that maps ids to elements."""
        path = self._pack.folder / name
        document = self._document(path) if path.is_file() else None
        if document is None or not self._is_mapping(document):
            return
        for element in document.data:
            made = validate(model, self._filled(document, (element,), element, model), document, (element,))
            self._keep(made, (kind, element), Place(document, (element,)), partial(into.__setitem__, element))

    def decision(self, path: Path) -> None:
        """A later decision: its head, its options and its scenarios."""
        decision = path.parent.name
        document = self._document(path)
        if document is None or not self._is_mapping(document):
            return
        self._pack.decisions[decision] = {"id": decision, **document.data, "artifacts": self._artifacts(path.parent)}
        self._pack.places["decision", decision] = Place(document, ())
        options: dict[str, Option] = {}
        for option in sorted((path.parent / "options").glob("*.yaml")):
            self.one(option, ("option", decision), Option, options, owner=f"{decision}/{option.stem}")
        self._pack.options[decision] = options
        self.scenarios(path.parent, f"decision/{decision}")

    def system(self) -> None:
        """The files about the system as a whole."""
        folder = self._pack.folder / "system"
        for number, data in enumerate(self._artifacts(folder)):
            document = self._document(folder / "artifacts" / "artifacts.yaml")
            if document is None:
                return
            made = validate(ArtifactFile, data, document, ("files", number))
            if isinstance(made, list):
                self._pack.problems += made
            else:
                self._pack.boundary.append(made)

    def scenarios(self, folder: Path, owner: str) -> None:
        """The scenarios beside a pattern or decision, or at the top of a pack."""
        path = folder / "scenarios.yaml"
        document = self._document(path) if path.is_file() else None
        if document is None:
            return
        if not isinstance(document.data, list):
            self._pack.problems.append(document.problem((), "must be a list of scenarios"))
            return
        for number, data in enumerate(document.data):
            filled = {"owner": owner, **data} if isinstance(data, dict) else data
            made = validate(Scenario, filled, document, (number,))
            key = ("scenario", owner, str(data.get("id")) if isinstance(data, dict) else str(number))
            self._keep(made, key, Place(document, (number,)), self._pack.scenarios.append)

    def stray_folders(self) -> None:
        """Folders that look like elements but lack their file, which would otherwise be ignored silently."""
        for parent, file in (("blocks", "block.yaml"), ("patterns", "pattern.yaml"), ("decisions", "decision.yaml")):
            for folder in sorted((self._pack.folder / parent).glob("*/")):
                if not (folder / file).is_file():
                    self._pack.problems.append(Problem(self._shown(folder), 0, f"has no {file}"))

    def _artifacts(self, carrier: Path) -> list[dict[str, Any]]:
        path = carrier / "artifacts" / "artifacts.yaml"
        document = self._document(path) if path.is_file() else None
        if document is None or not self._is_mapping(document):
            return []
        for key in document.data:
            if key != "files":
                self._pack.problems.append(document.problem((key,), unknown("key", key, ["files"])))
        files = document.data.get("files") or []
        found: list[dict[str, Any]] = []
        for number, entry in enumerate(files):
            template = path.parent / str(entry.get("template", "")) if isinstance(entry, dict) else path
            if not isinstance(entry, dict):
                self._pack.problems.append(document.problem(("files", number), "must be a mapping"))
            elif not template.is_file():
                near = [p.relative_to(path.parent).as_posix() for p in path.parent.rglob("*") if p.is_file()]
                message = unknown("template", str(entry.get("template")), near)
                self._pack.problems.append(document.problem(("files", number, "template"), message))
            else:
                self._pack.places["artifact", str(template), str(entry.get("path"))] = Place(
                    document, ("files", number)
                )
                found.append({**entry, "template": str(template)})
        return found

    def _filled(self, document: Document, at: DataPath, element: str, model: type[M], **given: str) -> dict[str, Any]:
        """The element's data with what its place says: its id, and the owner of its rules."""
        data = document.data
        for part in at:
            data = data[part]
        if not isinstance(data, dict):
            return {"id": element} if data is None else data
        if "id" in data:
            message = "`id` is not written in the file; the name of the file or folder is the id"
            self._pack.problems.append(document.problem((*at, "id"), message))
        owner = given.pop("owner", element)
        filled = {**data, "id": element, **given}
        if "rules" in data and issubclass(model, (Block, Option)) and isinstance(data["rules"], list):
            filled["rules"] = [
                {**rule, "owner": owner, "pack": self._pack.name} if isinstance(rule, dict) else rule
                for rule in data["rules"]
            ]
        return filled

    def _keep(self, made: M | list[Problem], key: Key, place: Place, store: Callable[[M], None]) -> None:
        if isinstance(made, list):
            self._pack.problems.extend(made)
        else:
            self._pack.places[key] = place
            store(made)

    def _is_mapping(self, document: Document) -> bool:
        if isinstance(document.data, dict):
            return True
        self._pack.problems.append(document.problem((), "must be a mapping (key: value)"))
        return False

    def _document(self, path: Path) -> Document | None:
        try:
            return read_document(path, self._shown(path))
        except InputError as error:
            self._pack.problems.extend(error.problems)
            return None

    def _shown(self, path: Path) -> str:
        return (Path(self._pack.folder.name) / path.relative_to(self._pack.folder)).as_posix()
