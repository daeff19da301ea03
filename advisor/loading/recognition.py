"""`knowledge/importing/` to a checked `Recognition`; a knowledge folder that has none recognises nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from advisor.errors import InputError, Problem
from advisor.loading.answers import check_answer
from advisor.loading.document import Document, read_document
from advisor.loading.near import unknown
from advisor.loading.scalars import DataPath
from advisor.loading.validation import validate
from advisor.model.base import Frozen
from advisor.model.questions import Question
from advisor.model.recognition import KnownCommand, KnownImage, KnownPorts, KnownResource, Recognition

M = TypeVar("M", bound=Frozen)
FOLDER = "importing"


def load_recognition(folders: Sequence[Path], questions: Mapping[str, Question]) -> Recognition:
    """Read what the knowledge folders say about files, the base first. Raises InputError with every problem."""
    problems: list[Problem] = []
    images = [one for folder in folders for one in _named(folder / FOLDER / "images.yaml", KnownImage, problems)]
    objects = [one for folder in folders for one in _named(folder / FOLDER / "resources.yaml", KnownResource, problems)]
    commands = [one for folder in folders for one in _listed(folder / FOLDER / "commands.yaml", KnownCommand, problems)]
    ports = [one for folder in folders for one in _single(folder / FOLDER / "ports.yaml", KnownPorts, problems)]
    for document, at, answers in _answers(folders):
        for question, choices in answers.items():
            if question not in questions:
                problems.append(document.problem((*at, question), unknown("question", question, questions)))
            elif isinstance(choices, list | str):
                chosen = tuple(map(str, choices)) if isinstance(choices, list) else (choices,)
                problems += [
                    document.problem((*at, question), text) for text in check_answer(questions[question], chosen)
                ]
    if problems:
        raise InputError(problems)
    return Recognition(
        images=tuple(images),
        resources=tuple(objects),
        commands=tuple(commands),
        ports=ports[0] if ports else KnownPorts(),
    )


def _answers(folders: Sequence[Path]) -> Iterator[tuple[Document, DataPath, dict[str, Any]]]:
    """Every `answers` of every file, for checking them against the questions."""
    for folder in folders:
        for name in ("images.yaml", "resources.yaml", "commands.yaml"):
            if not (folder / FOLDER / name).is_file():
                continue
            document = _document(folder / FOLDER / name)
            entries = document.data.items() if isinstance(document.data, dict) else enumerate(document.data or [])
            for key, entry in entries:
                if isinstance(entry, dict) and isinstance(entry.get("answers"), dict):
                    yield document, (key, "answers"), entry["answers"]


def _named(path: Path, model: type[M], problems: list[Problem]) -> Iterator[M]:
    """The elements of a file that maps their ids to them."""
    if path.is_file():
        document = _document(path)
        for key, entry in (document.data or {}).items():
            yield from _kept(validate(model, {"id": key, **(entry or {})}, document, (key,)), problems)


def _listed(path: Path, model: type[M], problems: list[Problem]) -> Iterator[M]:
    if path.is_file():
        document = _document(path)
        for number, entry in enumerate(document.data or []):
            yield from _kept(validate(model, entry, document, (number,)), problems)


def _single(path: Path, model: type[M], problems: list[Problem]) -> Iterator[M]:
    if path.is_file():
        document = _document(path)
        yield from _kept(validate(model, document.data, document), problems)


def _kept(made: M | list[Problem], problems: list[Problem]) -> Iterator[M]:
    if isinstance(made, list):
        problems.extend(made)
    else:
        yield made


def _document(path: Path) -> Document:
    return read_document(path, f"{path.parent.parent.name}/{FOLDER}/{path.name}")
