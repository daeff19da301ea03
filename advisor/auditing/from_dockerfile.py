"""A Dockerfile as subjects: the image that it builds, and the images that it builds on."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping

from advisor.auditing.subject import AuditedFile, Subject, image_subject, process_node, variables_node
from advisor.model.auditing import Form, SubjectKind
from advisor.reading.dockerfile import Instruction, Stage, chain, read_dockerfile, stages
from advisor.reading.node import Node, Place, mapping, sequence

_VARIABLE = re.compile(r"\$\{?(\w+)(:-[^}])?")


def dockerfile_subjects(file: AuditedFile) -> Iterator[Subject]:
    """The subjects of one Dockerfile. Raises InputError if it is none."""
    instructions = read_dockerfile(file.text, file.name)
    every = stages(instructions)
    names: set[str] = set()
    for stage in every:
        if stage.base.lower() not in names and not _has_variable(stage, instructions):
            found = image_subject(Form.DOCKERFILE, "", Node(stage.base, stage.place))
            if found is not None:
                yield found
        names.add(stage.name.lower())
    yield _build(file, every)


def _has_variable(stage: Stage, instructions: list[Instruction]) -> bool:
    """Whether the base is only known when it is built: an argument without a default."""
    written = next(one.value for one in instructions if one.place == stage.place and one.keyword == "FROM")
    given = {one.value.partition("=")[0].strip() for one in instructions if one.keyword == "ARG" and "=" in one.value}
    return any(name not in given and not default for name, default in _VARIABLE.findall(written))


def _build(file: AuditedFile, every: list[Stage]) -> Subject:
    """What the image that runs is given by the stages it is made of."""
    inherited = [one for stage in chain(every) for one in stage.instructions if one.keyword != "FROM"]
    own = every[-1]
    last = {one.keyword: one for one in inherited}
    own_commands = [one for one in own.instructions if one.keyword == "CMD"]
    parts = {
        "base": Node(chain(every)[0].base, own.place),
        "processes": sequence([_process(last[key]) for key in ("ENTRYPOINT", "CMD") if key in last], own.place),
        "environment": variables_node(_variables(inherited, "ENV"), own.place),
        "arguments": variables_node(
            _variables([one for stage in every for one in stage.instructions], "ARG"), own.place
        ),
        "copies": sequence(list(_copies(inherited)), own.place),
        "ports": sequence([Node(one.value, one.place) for one in inherited if one.keyword == "EXPOSE"], own.place),
        "runs": sequence([Node(line, place) for one in inherited for line, place in _run_lines(one)], own.place),
        "shells": sequence(_in_shell(last), own.place),
        "commands": sequence([Node(one.value, one.place) for one in own_commands], own.place),
    }
    if not parts["ports"].items:
        del parts["ports"]
    for key, keyword in (("user", "USER"), ("stop_signal", "STOPSIGNAL"), ("health", "HEALTHCHECK")):
        if keyword in last:
            parts[key] = Node(last[keyword].value.strip(), last[keyword].place)
    if last.get("ENTRYPOINT") is not None or last.get("CMD") is not None:
        place = (last.get("ENTRYPOINT") or last["CMD"]).place
        parts["process"] = Node("set", place)
    return Subject(Form.DOCKERFILE, SubjectKind.BUILD, "", mapping(parts, own.place), file=file.name)


def _in_shell(last: Mapping[str, Instruction]) -> list[Node]:
    """The commands that count and are in shell form."""
    commands = [last[key] for key in ("ENTRYPOINT", "CMD") if key in last]
    return [Node(one.value, one.place) for one in commands if one.words is None]


def _process(instruction: Instruction) -> Node:
    return process_node(instruction.words, instruction.value, instruction.place)


def _variables(instructions: Iterable[Instruction], keyword: str) -> Iterator[tuple[str, Node, str]]:
    for one in instructions:
        if one.keyword != keyword:
            continue
        for name, value in _pairs(one.value):
            offset = max(one.value.find(f"{name}="), one.value.find(f"{name} "), 0)
            yield name, Node(value, one.line_of(offset)), value


def _pairs(value: str) -> Iterator[tuple[str, str]]:
    """`A=1 B="2"`, and the old `A 1`."""
    head = value.split(maxsplit=1)[0] if value.split() else ""
    if "=" not in head:
        name, _, rest = value.partition(" ")
        if rest:
            yield name, rest.strip()
        return
    try:
        words = shlex.split(value)
    except ValueError:
        words = value.split()
    for word in words:
        name, sign, given = word.partition("=")
        if sign:
            yield name, given


def _copies(instructions: Iterable[Instruction]) -> Iterator[Node]:
    """What is copied from the folder that is built, one entry per source."""
    for one in instructions:
        if one.keyword in ("COPY", "ADD") and one.flag("from") is None:
            words = one.words or one.value.split()
            for source in words[:-1]:
                yield Node(source, one.place)


def _run_lines(one: Instruction) -> Iterator[tuple[str, Place]]:
    if one.keyword == "RUN":
        yield " ".join(one.words) if one.words else one.value, one.place
        for body in one.heredocs:
            yield from ((line, one.place) for line in body.split("\n"))
