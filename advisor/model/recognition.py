"""What the knowledge says about other people's files: what an image, a port, a command or an object stands for."""

from __future__ import annotations

from advisor.model.base import Field, Frozen, Identifier, Identifiers, Text

Answers = dict[Identifier, Identifiers]
"""Answers by question."""


class KnownImage(Frozen):
    """A product that is known by its images; `kept` is its state where it has been given a disk."""

    id: Identifier
    title: Text
    images: tuple[Text, ...] = Field(min_length=1)
    answers: Answers
    kept: Identifier | None = None


class KnownResource(Frozen):
    """A Kubernetes object of an operator that stands for something that runs; `id` is its group and kind."""

    id: Text
    title: Text
    answers: Answers


class KnownCommand(Frozen):
    """A command that shows what a program is: all its words stand there, in this order."""

    words: tuple[Text, ...] = Field(min_length=1)
    answers: Answers


class KnownPorts(Frozen):
    """What usually listens on a port, by how sure that is and by answer."""

    likely: dict[Identifier, tuple[int, ...]] = Field(default_factory=dict)
    guess: dict[Identifier, tuple[int, ...]] = Field(default_factory=dict)
    operators: tuple[Text, ...] = ()


class Recognition(Frozen):
    """Everything that `knowledge/importing/` says."""

    images: tuple[KnownImage, ...] = ()
    resources: tuple[KnownResource, ...] = ()
    commands: tuple[KnownCommand, ...] = ()
    ports: KnownPorts = Field(default_factory=KnownPorts)
