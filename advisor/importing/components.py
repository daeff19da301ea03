"""From units to components: the same thing described twice is one, names are made legal, connections are found."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from advisor.errors import Problem
from advisor.importing.images import repository
from advisor.importing.judging import Concluded, conclude
from advisor.importing.naming import free, printable, slug
from advisor.importing.unit import LIKELY, Form, Shown, Text, Unit
from advisor.model.imported import Connection, FoundComponent, ShownAnswer

_ORGANISATION = frozenset({"platforms-today", "windows"})
_ADDRESS = re.compile(r"(?:://(?:[^/@\s]*@)?|@|\A|[,;\s=\"'])([A-Za-z0-9][A-Za-z0-9._-]*)(?=:\d{2,5}\b|[/\"'\s,;?]|\Z)")
_POINTS_AT = re.compile(r"(HOST|HOSTNAME|URL|URI|ADDR|ADDRESS|ENDPOINT|SERVER|SERVERS|SERVICE|BROKERS?|DSN|UPSTREAM)\Z")
_FORMS = list(Form)


@dataclass(slots=True)
class Component:
    """One component and the units that describe it, the description that counts first."""

    name: str
    units: list[Unit] = field(default_factory=list)


def components(units: Sequence[Unit]) -> list[Component]:
    """The components of some units, in the order in which they were found, with legal names of their own."""
    by_name: dict[str, list[list[Unit]]] = defaultdict(list)
    for unit in units:
        groups = by_name[slug(unit.name)]
        group = next((group for group in groups if _same(group, unit)), None)
        if group is None:
            groups.append([unit])
        else:
            group.append(unit)
    made: list[Component] = []
    taken: set[str] = set()
    for name, groups in by_name.items():
        in_order = sorted(groups, key=lambda group: group[0].place.file.count("/"))
        for group in in_order:
            # The same name in several folders: the topmost keeps it, the others get their folder's name too.
            elsewhere = group[0].scope != in_order[0][0].scope and group[0].folder
            wanted = slug(f"{group[0].folder}-{name}") if elsewhere else name
            own = free(wanted, taken)
            taken.add(own)
            made.append(Component(own, sorted(group, key=lambda unit: _FORMS.index(unit.form))))
    order = {id(unit): number for number, unit in enumerate(units)}
    return sorted(made, key=lambda one: min(order[id(unit)] for unit in one.units))


def connections(every: Sequence[Component]) -> list[Connection]:
    """Who talks to whom, as far as the files name others; whoever is reached by name gets that as an answer."""
    names: dict[tuple[str, str], tuple[Component, Unit]] = {}
    for component in every:
        for unit in component.units:
            for name in unit.known_as | {unit.name}:
                names.setdefault((_root(unit), name.lower()), (component, unit))
    found: dict[tuple[str, str], Connection] = {}
    for component in every:
        for unit in component.units:
            for name, how, text in _mentions(unit):
                target = names.get((_root(unit), name.lower()))
                if target is None or target[0] is component:
                    continue
                key = (component.name, target[0].name)
                found.setdefault(key, Connection(*key, printable(how), str(text.place)))
                if how not in ("depends_on", "Requires", "Wants", "BindsTo") and not target[1].has("addressing"):
                    target[1].show("addressing", "dns", text.place, f"{component.name} finds it by its name", LIKELY)
    return list(found.values())


def described(component: Component) -> tuple[FoundComponent, list[Problem]]:
    """A component with its answers, and where its descriptions disagree."""
    merged: dict[str, Concluded] = {}
    notes: list[Problem] = []
    for unit in component.units:
        for question, one in conclude(unit.shown).items():
            if question in _ORGANISATION:
                continue
            present = merged.setdefault(question, one)
            if set(present.answer) != set(one.answer) and unit is not component.units[0]:
                here, there = one.places[0], present.places[0]
                message = (
                    f"{component.name}: {question} would be {_words(one.answer)} here; "
                    f"taken: {_words(present.answer)} ({there})"
                )
                notes.append(Problem(here.file, here.line, message))
    first = component.units[0]
    copies = next((unit.copies for unit in component.units if unit.copies), None)
    health = next((unit.health for unit in component.units if unit.health), None)
    remarks = [(str(place), printable(text)) for unit in component.units for place, text in unit.remarks]
    answers = tuple(shown_answer(question, one) for question, one in merged.items())
    forms = tuple(dict.fromkeys((unit.form.value, str(unit.place)) for unit in component.units))
    found = FoundComponent(
        component.name,
        printable(first.name),
        forms,
        answers,
        tuple(dict.fromkeys(remarks)),
        copies[0] if copies else None,
        str(health) if health else None,
    )
    return found, notes


def organisation(every: Sequence[Component]) -> tuple[ShownAnswer, ...]:
    """What the files show about the organisation: the platforms it uses, and Windows."""
    shown = [one for component in every for unit in component.units for one in unit.shown]
    about = [one for one in shown if one.question in _ORGANISATION]
    windows = [one for one in shown if (one.question, one.choice) == ("operating-system", "windows")]
    if windows:
        linux = any((one.question, one.choice) == ("operating-system", "linux") for one in shown)
        choice = "some" if linux or len({one.place for one in windows}) < len(every) else "mostly"
        why = "some of it runs on Windows" if choice == "some" else "what is described here runs on Windows"
        about.append(Shown("windows", choice, windows[0].place, why, LIKELY))
    return tuple(shown_answer(question, one) for question, one in conclude(about).items())


def shown_answer(question: str, one: Concluded) -> ShownAnswer:
    """A conclusion as it is passed on."""
    return ShownAnswer(question, one.answer, one.confidence, tuple(map(str, one.places)), printable(one.why))


def _same(group: Sequence[Unit], unit: Unit) -> bool:
    """Whether a unit describes what a group describes already."""
    if any(other.form is unit.form and other.scope == unit.scope and other.name != unit.name for other in group):
        return False  # two names that only look alike once they are legal
    for other in group:
        if other.form is not unit.form:
            return True
        if other.scope == unit.scope or other.folder == unit.folder:
            return True
        if unit.form is Form.KUBERNETES and _image(other) and _image(other) == _image(unit):
            return True
    return False


def _image(unit: Unit) -> str:
    return repository(unit.images[0].text).rsplit("/", 1)[-1] if unit.images else ""


def _root(unit: Unit) -> str:
    """Within what names count; namespaces of one cluster reach each other."""
    return unit.scope.partition("\0")[0]


def _mentions(unit: Unit) -> Iterable[tuple[str, str, Text]]:
    """Names of others in what the unit says, and how it says them."""
    for talk in unit.talks:
        yield talk.to, talk.how, Text(talk.to, talk.place)
    for key, node in unit.environment.items():
        text = node.text
        if not text or len(text) > 2000:
            continue
        whole = bool(_POINTS_AT.search(key.upper()))
        for match in _ADDRESS.finditer(text):
            name = match.group(1)
            before = text[: match.start(1)]
            addressed = before.endswith(("://", "@")) or text[match.end() : match.end() + 1] == ":"
            if addressed or (whole and name == text.strip()):
                for part in _host_names(name):
                    yield part, f"{key} in its environment", Text(name, node.place)
    for command in unit.commands:
        for match in re.finditer(r"(?:://(?:[^/@\s]*@)?|@)([A-Za-z0-9][A-Za-z0-9._-]*)", command.text[:5000]):
            for part in _host_names(match.group(1)):
                yield part, "its command", Text(match.group(1), command.place)


def _host_names(name: str) -> list[str]:
    """`redis.shop.svc.cluster.local` is also called `redis.shop` and `redis`."""
    pieces = name.split(".")
    if len(pieces) > 1 and (len(pieces) == 2 or pieces[2] == "svc"):
        return [name, f"{pieces[0]}.{pieces[1]}", pieces[0]] if "svc" in pieces or len(pieces) == 2 else [name]
    return [name]


def _words(answer: tuple[str, ...]) -> str:
    return ", ".join(answer)
