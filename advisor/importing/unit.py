"""One thing that a deployment file describes and that runs: what it shows, the same whatever the file's format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from advisor.model.assessment import Confidence
from advisor.model.recognition import KnownImage
from advisor.reading.node import Node, Place

CERTAIN, LIKELY, GUESS = Confidence.CERTAIN, Confidence.LIKELY, Confidence.GUESS


class Form(StrEnum):
    """The kind of description. Where two describe the same component, the one further up counts."""

    KUBERNETES = "Kubernetes"
    NOMAD = "Nomad"
    ECS = "ECS"
    SWARM = "Swarm"
    QUADLET = "Quadlet"
    COMPOSE = "Compose"
    SYSTEMD = "systemd"
    PROCFILE = "Procfile"
    DOCKERFILE = "Dockerfile"


class Kept(StrEnum):
    """What a mount is."""

    VOLUME = "volume"
    FOLDER = "folder of the host"
    NETWORK = "network share"


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer that a file shows: where, why (one sentence), and how surely."""

    question: str
    choice: str
    place: Place
    why: str
    confidence: Confidence = CERTAIN


@dataclass(frozen=True, slots=True)
class Listen:
    """A port it listens on. `kind` is the answer if the file says it; `name` what the file calls the port."""

    port: int
    protocol: str
    place: Place
    name: str = ""
    kind: str | None = None
    count: int = 1
    published: bool = False


@dataclass(frozen=True, slots=True)
class Mount:
    """Files that outlive it. `key` is the same for whoever mounts the same files."""

    kept: Kept
    key: str
    target: str
    place: Place
    read_only: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """That it talks to another: by the name that the file uses, and how the file shows it."""

    to: str
    how: str
    place: Place


@dataclass(frozen=True, slots=True)
class Recipe:
    """The Dockerfile of an image that is built here, the stage that is wanted, and the build arguments."""

    path: Path
    target: str = ""
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Unit:
    """What is described. `scope` is within what names count: other units in it are reached by name.

    `known_as` are further names by which others reach it; `complete` is false if a part of the description was not
    to be had, so that nothing may be concluded from what is not there.
    """

    name: str
    form: Form
    place: Place
    scope: str
    folder: str = ""
    images: list[Text] = field(default_factory=list)
    built: Place | None = None
    recipe: Recipe | None = None
    listens: list[Listen] = field(default_factory=list)
    mounts: list[Mount] = field(default_factory=list)
    copies: tuple[int, Place] | None = None
    environment: dict[str, Node] = field(default_factory=dict)
    commands: list[Text] = field(default_factory=list)
    probes: list[Text] = field(default_factory=list)
    processors: tuple[float, Place] | None = None
    memory: tuple[int, Place] | None = None
    talks: list[Talk] = field(default_factory=list)
    known_as: set[str] = field(default_factory=set)
    shown: list[Shown] = field(default_factory=list)
    remarks: list[tuple[Place, str]] = field(default_factory=list)
    health: Place | None = None
    runs_once: bool = False
    complete: bool = True
    asks_host: bool = False
    product: tuple[KnownImage, Confidence] | None = None

    def show(self, question: str, choice: str, place: Place, why: str, confidence: Confidence = CERTAIN) -> None:
        """Add an answer."""
        self.shown.append(Shown(question, choice, place, why, confidence))

    def host(self, place: Place, what: str, *, root: bool = False, confidence: Confidence = CERTAIN) -> None:
        """It asks the host for something beyond what every container gets."""
        self.asks_host = True
        self.show("privileges", "near-root" if root else "host-access", place, f"it is given {what}", confidence)

    def has(self, question: str) -> bool:
        """Whether the file shows an answer already."""
        return any(shown.question == question for shown in self.shown)

    def remark(self, place: Place, text: str) -> None:
        """Say something that no question asks."""
        self.remarks.append((place, text))


def first_words(words: Iterable[str], most: int = 12) -> str:
    """Some words as a short text."""
    return " ".join(list(words)[:most])[:200]
