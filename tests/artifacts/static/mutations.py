"""Twenty small ways to break a file, each as somebody might by mistake: the checks have to notice.

What a change cannot break is no mistake, and is left out by rule: a name that is only shown to people or that nothing
repeats, and the quotes around a variable that the same script sets to one word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from artifacts.spread import Starter
from artifacts.static.check import Files

Breaks = Callable[[str], str | None]
"""One line -> the broken line, an empty one to drop it, or None where it has nothing to break."""


@dataclass(frozen=True)
class Mutant:
    """A folder with one line changed, or one file missing."""

    way: str
    where: str
    files: dict[str, str]


def _swap(pattern: str, replacement: str) -> Breaks:
    found = re.compile(pattern)
    return lambda line: found.sub(replacement, line, count=1) if found.search(line) else None


def _drop(pattern: str) -> Breaks:
    found = re.compile(pattern)
    return lambda line: "" if found.search(line) else None


def _misspelt(line: str) -> str | None:
    found = re.match(r"^( *(?:- )?)([a-zA-Z_-]{5,})(:| *=)(?= |$)(.*)$", line)
    if not found or line.lstrip().startswith("#"):
        return None
    head, key, mark, rest = found.groups()
    return f"{head}{key[0]}{key[2]}{key[1]}{key[3:]}{mark}{rest}"


WAYS: dict[str, Breaks] = {
    "a digest becomes a tag": _swap(r"@sha256:[0-9a-f]{64}", ":latest"),
    "the ordinary user becomes root": _swap(r"10001(:10001)?", "0"),
    "a promise is turned round": _swap(
        r"\b(runAsNonRoot|read_only|readOnlyRootFilesystem|read-only|readonly_rootfs|"
        r"ReadOnly|NoNewPrivileges|auto_revert|init)(\"?[:=] ?| += )(true|yes)",
        r"\1\2false",
    ),
    "escalation is allowed": _swap(r"(allowPrivilegeEscalation|automountServiceAccountToken): false", r"\1: true"),
    "capabilities are kept": _drop(r"(cap_drop|cap-drop|drop: \[ALL\]|DropCapability|CapabilityBoundingSet)"),
    "a limit is lost": _drop(r"^ *(memory|MemoryMax|PidsLimit|pids_limit|limits|cpu|cpus|TasksMax)\b.*\S"),
    "a port is another": _swap(r"(?i)(port\w*\"?[:=] *\"?|: |=|:)(8080|9090|9100|443|5432)\b", r"\g<1>18099"),
    "a probe is lost": _drop(
        r"(livenessProbe|readinessProbe|startupProbe|healthcheck|HealthCmd|health_uri|HEALTHCHECK|check_restart)"
    ),
    "a name on one side is another": _swap(
        r"\b(name|app\.kubernetes\.io/name|source|secretName|claimName|service): (\"?)([a-z][a-z0-9-]+)", r"\1: \2\3-x"
    ),
    "a key is misspelt": _misspelt,
    "a key stands twice": lambda line: f"{line}\n{line}" if re.match(r"^ *[a-zA-Z_-]+: \S", line) else None,
    "a value is lost": _swap(r"^( *[A-Za-z_-]+:) \S.*$", r"\1"),
    "a line is indented": lambda line: f"   {line}" if re.match(r"^ {2,}[a-zA-Z_-]+:", line) else None,
    "a bracket stays open": _swap(r"[}\])](\s*)$", r"\1"),
    "a quote stays open": _swap(r"\"(\s*)$", r"\1"),
    "a number is a word": _swap(r"(: |= *)(\d+)$", r"\1several"),
    "a variable is unquoted": _swap(r"\"(\$\{?\w+\}?)\"", r"\1"),
    "mistakes are ignored": _drop(r"^set -eu"),
    "a variable is misspelt": _swap(r"(\$\{?|var\.|\{\{ )([a-z_A-Z]{4,})\b", r"\1\2x"),
    "it is open to the world": _swap(
        r"(?<!//)127\.0\.0\.1:(?!9)|\b10\.\d+\.\d+\.\d+/\d+|192\.0\.2\.\d+/\d+", "0.0.0.0:"
    ),
}


# Cases with strange names or with answers by their number: not what a team would start from.
_ODD = ("awkward", "turn", "choice", "number")


def fullest(starters: Iterable[Starter]) -> Starter:
    """The ordinary case that writes the most files."""
    return max((starter for starter in starters if not starter.case.startswith(_ODD)), key=lambda one: len(one.files))


def mutants(files: Files, count: int = 20) -> Iterator[Mutant]:
    """As many as asked for, always the same, spread over the ways and the files; prose is left alone."""
    places = {way: _places(files, breaks) for way, breaks in WAYS.items()}
    order = [way for way in WAYS if places[way]]
    made = turn = 0
    while made < count and order:
        for way in order:
            if turn < len(places[way]) and made < count:
                path, number, line = places[way][turn]
                lines = files[path].splitlines(keepends=True)
                lines[number] = f"{line}\n" if line else ""
                yield Mutant(way, f"{path}:{number + 1}", {**files, path: "".join(lines)})
                made += 1
        turn += 1
        if turn > 40:
            return


def _places(files: Files, breaks: Breaks) -> list[tuple[str, int, str]]:
    """Where a way has something to break, in an order that does not follow the files'."""
    found = []
    for path, text in files.items():
        if path.endswith((".md", ".lock.yaml")):
            continue
        for number, line in enumerate(text.splitlines()):
            broken = None if line.lstrip().startswith(("#", "//")) else breaks(line)
            if broken is not None and broken != line and not _harmless(path, number, broken, files):
                found.append((path, number, broken))
    return sorted(found, key=lambda place: sha256(f"{place[0]}:{place[1]}".encode()).digest())


# Kinds of objects that no other object refers to by name.
_NAMELESS = ("LimitRange", "ResourceQuota", "NetworkPolicy", "PodDisruptionBudget", "HorizontalPodAutoscaler")


def _harmless(path: str, number: int, broken: str, files: Files) -> bool:
    """Whether the change changes nothing: by the rules below, and no case by hand."""
    line = files[path].splitlines()[number]
    renamed = re.search(r"\b([a-z][a-z0-9-]+)-x\b", broken)
    if renamed and renamed.group(0) not in line:
        return _only_shown(path, number, line, files) or _never_repeated(renamed.group(1), files)
    unquoted = re.search(r"\"\$\{?(\w+)\}?\"", line)
    return bool(unquoted) and line.count('"') == broken.count('"') + 2 and _one_word(str(unquoted[1]), files[path])


def _only_shown(path: str, number: int, line: str, files: Files) -> bool:
    """A name for people: of a workflow, of a group of alerts, of an object that nothing can refer to."""
    if path.startswith(".github/") and line.startswith("name: "):
        return True
    if path.startswith("monitoring/alerts") and "- name: " in line:
        return True
    document = ("\n" + "\n".join(files[path].splitlines()[:number])).rpartition("\n---\n")[2]
    kind = re.search(r"^kind: (\w+)", document, re.MULTILINE)
    return bool(kind) and kind[1] in _NAMELESS and line.startswith("  name: ")


def _never_repeated(name: str, files: Files) -> bool:
    """A name that nothing refers to may be any."""
    code = "".join(text for path, text in files.items() if not path.endswith((".md", ".lock.yaml")))
    return len(re.findall(rf"(?<![\w-]){re.escape(name)}(?![\w-])", code)) < 2


def _one_word(variable: str, script: str) -> bool:
    """Without its quotes it is the same where the script itself gives it a value without blanks."""
    given = re.findall(rf"(?m)(?:^|[\s;]){variable}=(\$\(mktemp[^)]*\)|\$\(\([^)]*\)\)|\S+)", script)
    return bool(given) and all(re.fullmatch(r"\$\(mktemp.*|\$\(\(.*|[\w./:@-]+", value) for value in given)
