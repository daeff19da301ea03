"""What a Dockerfile shows of the image that it builds."""

from __future__ import annotations

from pathlib import Path

from advisor.importing import host
from advisor.importing.unit import LIKELY, Form, Listen, Recipe, Text, Unit
from advisor.reading.dockerfile import Instruction, chain, filled, stages
from advisor.reading.node import Node, Place
from advisor.reading.quantities import seconds


def dockerfile_unit(instructions: list[Instruction], name: str, path: Path) -> Unit:
    """A unit for a Dockerfile that nothing else uses."""
    first = next(one for one in instructions if one.keyword == "FROM")
    unit = Unit(name, Form.DOCKERFILE, first.place, str(path.parent), path.parent.name)
    unit.built = first.place
    unit.known_as = {name}
    unit.complete = False
    unit.show("packaging", "container-today", first.place, "there is a Dockerfile for it")
    unit.show("source-knowledge", "in-house", first.place, "its image is built here", LIKELY)
    add_recipe(unit, instructions)
    return unit


def add_recipe(unit: Unit, instructions: list[Instruction], recipe: Recipe | None = None) -> None:
    """Add to a unit what the Dockerfile of its image shows; what the unit says itself counts before that."""
    every = stages(instructions, recipe.arguments if recipe else None)
    if not every:
        return
    stages_used = chain(every, recipe.target if recipe else "")
    base = stages_used[0]
    if base.base and base.base.lower() != "scratch":
        unit.images.append(Text(base.base, base.place))
    if base.platform.startswith("windows"):
        unit.show("operating-system", "windows", base.place, f"its platform is {base.platform}")
    used = [one for stage in stages_used for one in stage.instructions]
    values = _arguments(instructions, used)
    says_ports = bool(unit.listens)
    for one in used:
        match one.keyword:
            case "EXPOSE" if not says_ports:
                _exposed(unit, one, values)
            case "VOLUME":
                paths = one.words or tuple(one.value.split())
                unit.remark(one.place, f"{', '.join(paths)[:80]} is declared a volume in its Dockerfile")
            case "HEALTHCHECK" if one.value.upper() != "NONE":
                unit.health = unit.health or one.place
                unit.probes.append(Text(one.value, one.place))
                start = one.flag("start-period")
                if start and not unit.has("startup"):
                    host.startup(unit, seconds(start), one.place)
            case "ENV":
                for key, value in _pairs(one):
                    unit.environment.setdefault(key, Node(value, one.place))
            case "RUN":
                _shows_linux(unit, one)
            case "SHELL" if any("powershell" in word.lower() or word.lower() == "cmd" for word in one.words or ()):
                unit.show("operating-system", "windows", one.place, "its shell is one of Windows", LIKELY)
    if not unit.commands:
        for keyword in ("ENTRYPOINT", "CMD"):
            last = next((one for one in reversed(used) if one.keyword == keyword), None)
            if last is not None:
                unit.commands.append(Text(" ".join(last.words) if last.words else last.value, last.place))


def _exposed(unit: Unit, one: Instruction, values: dict[str, str]) -> None:
    for word in filled(one.value, values).split():
        text, _, protocol = word.partition("/")
        first, _, last = text.partition("-")
        if first.isdecimal() and len(first) < 6:
            count = int(last) - int(first) + 1 if last.isdecimal() and len(last) < 6 else 1
            unit.listens.append(Listen(int(first), protocol.lower() or "tcp", one.place, "", None, max(1, count)))


def _arguments(instructions: list[Instruction], used: list[Instruction]) -> dict[str, str]:
    values: dict[str, str] = {}
    first = [one for one in instructions if one.keyword == "ARG"]
    for one in (*first, *used):
        if one.keyword in ("ARG", "ENV"):
            for key, value in _pairs(one):
                values[key] = filled(value, values)
    return values


def _pairs(one: Instruction) -> list[tuple[str, str]]:
    """`A=1 B="2"`, and the old `A 1`."""
    first, _, rest = one.value.partition(" ")
    if "=" not in first:
        return [(first, rest.strip())] if rest else []
    found = []
    for word in one.value.split():
        key, sign, value = word.partition("=")
        if sign and key.replace("_", "").isalnum():
            found.append((key, value.strip("\"'")))
    return found


def _shows_linux(unit: Unit, one: Instruction) -> None:
    if unit.has("operating-system"):
        return
    for word in ("apt-get ", "apk add", "dnf install", "yum install", "microdnf ", "zypper "):
        at = one.value.find(word)
        if at >= 0:
            place: Place = one.line_of(at)
            unit.show("operating-system", "linux", place, f"it is built with {word.split()[0]}")
            return
