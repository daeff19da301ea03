"""Writing an assessment back: what people wrote around our values stays, and nothing is ever half written."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import tempfile
import textwrap
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.errors import AdvisorError
from advisor.loading.document import parse_document
from advisor.model.assessment import Answer, Assessment
from advisor.model.milestones import Milestone

if TYPE_CHECKING:
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

_KEPT: dict[str, tuple[CommentedMap, Any]] = {}
"""The document written last, by its fingerprint: reading it again is most of the work of the next save."""


def save_assessment(assessment: Assessment, path: Path, expected: str | None) -> str:
    """Write `assessment` to `path` atomically, keeping comments and key order of what is there.

    `expected` is the fingerprint of the file as last read or saved; None if it should not exist yet. Gives the
    new fingerprint. Raises AdvisorError if the file was changed by somebody else or cannot be written; the
    previous version is then untouched.
    """
    present = fingerprint(path)
    if present != expected:
        raise AdvisorError(
            f"{path} was changed by somebody else since it was read; nothing was overwritten. Open it again to go on."
        )
    kept = _KEPT.pop(present or "", None)
    document = kept or _read(path.read_text("utf-8-sig") if present else "")
    text = _text(assessment, *document)
    write_atomically(path, text)
    saved = hashlib.sha256(text.encode()).hexdigest()
    _KEPT.clear()
    _KEPT[saved] = (document[0], parse_document(text, "the file on disk").data)
    return saved


def fingerprint(path: Path) -> str | None:
    """A fingerprint of the file's content, or None if there is no file. Raises AdvisorError if it is unreadable."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AdvisorError(f"{path} cannot be read: {error.strerror}") from None


@contextlib.contextmanager
def alone_with(path: Path) -> Iterator[None]:
    """Let nobody else who asks for the same read or write `path` meanwhile, where the system can see to that."""
    descriptor = None
    with contextlib.suppress(ImportError, OSError):
        import fcntl

        # The folder is locked, not the file: a save puts another file in its place.
        descriptor = os.open(path.resolve().parent, os.O_RDONLY)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def write_atomically(path: Path, text: str) -> None:
    """Write a text file so that a reader sees the old or the new content, never a part.

    Raises AdvisorError if it cannot be written; what was there stays.
    """
    path = path.resolve()  # a link stays a link; the file behind it is replaced
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            Path(temporary).chmod(mode)
            Path(temporary).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
            raise
    except OSError as error:
        raise AdvisorError(f"{path} cannot be written: {error.strerror}; what was there is unchanged") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _read(before: str) -> tuple[CommentedMap, Any]:
    """What is there with its comments, and what our own reading says of it."""
    from ruamel.yaml.comments import CommentedMap

    said = parse_document(before, "the file on disk").data if before.strip() else None
    return (_yaml().load(before) if isinstance(said, dict) else CommentedMap()), said


def _text(assessment: Assessment, document: CommentedMap, said: Any) -> str:
    _merge(document, said, _plain(assessment))
    stream = io.StringIO()
    _yaml().dump(document, stream)
    return stream.getvalue()


def _yaml() -> YAML:
    # Only a save needs it, and it takes as long to import as all the rest of a recommendation.
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.representer.ignore_aliases = lambda *_: True  # two equal dates are no reason for an anchor
    yaml.preserve_quotes = True
    yaml.width = 110
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _plain(assessment: Assessment) -> dict[str, Any]:
    """The assessment as the file has it: short answers short, what is not known left out."""
    plain: dict[str, Any] = {
        "assessment": assessment.assessment,
        "knowledge": assessment.knowledge,
        "system": assessment.system,
        "organisation": {key: _plain_answer(answer) for key, answer in assessment.organisation.items()},
        "components": {},
    }
    for name, component in assessment.components.items():
        entry: dict[str, Any] = {"answers": {key: _plain_answer(a) for key, a in component.answers.items()}}
        if component.talks_to:
            entry["talks_to"] = list(component.talks_to)
        if component.override is not None:
            entry["override"] = component.override.model_dump()
        plain["components"][name] = entry
    if assessment.milestones:
        plain["milestones"] = {name: _plain_milestone(each) for name, each in assessment.milestones.items()}
    return plain


class _Inline(dict[str, Any]):
    """A mapping to be written on one line."""


class _Lines(str):
    """Text to be written as it stands, in lines of its own."""

    __slots__ = ()


def _plain_milestone(milestone: Milestone) -> dict[str, Any]:
    plain: dict[str, Any] = {"on": milestone.on, "knowledge": milestone.knowledge}
    for key, value in (("why", milestone.why), ("revisit", milestone.revisit)):
        if value is not None:
            plain[key] = value
    if milestone.people:
        people = [each.model_dump(exclude_none=True) for each in milestone.people]
        plain["people"] = [_Inline({**each, "says": each["says"].value}) for each in people]
    plain["platforms"] = _short(milestone.platforms)
    plain |= _filled({"organisation": _plain_answers(milestone.organisation)})
    plain["components"] = {
        name: {
            **part.model_dump(include={"chosen", "recommended", "points", "margin", "override"}, exclude_none=True),
            **part.model_dump(include={"close_call", "settled"}),
            **_filled(
                {
                    "reasons": _pairs(
                        {rule: f"{points:+}" if points else "0" for rule, points in part.reasons.items()}
                    ),
                    "decisions": _pairs(part.decisions),
                    "answers": _plain_answers(part.answers),
                }
            ),
        }
        for name, part in milestone.components.items()
    }
    return plain


def _filled(texts: dict[str, _Lines]) -> dict[str, _Lines]:
    """Without those that say nothing, which would stand in the file as a bar and an empty line."""
    return {name: text for name, text in texts.items() if text}


def _plain_answers(answers: Mapping[str, tuple[str, ...]]) -> _Lines:
    return _pairs({question: ",".join(chosen) for question, chosen in answers.items()})


def _pairs(values: Mapping[str, str]) -> _Lines:
    """`name=value` a word: as a mapping, a record of twenty components would fill pages and slow every save."""
    words = " ".join(f"{name}={value}" for name, value in values.items())
    return _Lines("\n".join(textwrap.wrap(words, 100, break_long_words=False, break_on_hyphens=False)))


def _short(values: tuple[str, ...]) -> Any:
    return values[0] if len(values) == 1 else list(values)


def _plain_answer(answer: Answer) -> Any:
    chosen = _short(answer.answer)
    rest = answer.model_dump(mode="json", exclude={"answer"}, exclude_none=True)
    return {"answer": chosen, **rest} if rest else chosen


def _merge(target: CommentedMap, said: Any, wanted: Mapping[str, Any]) -> None:
    """Make `target` say what `wanted` says, touching only what differs from what the file `said`.

    `said` is our own reading of it: ruamel would take `2026.10` for a number.
    """
    said = said if isinstance(said, dict) else {}
    for key in [key for key in target if key not in wanted]:
        del target[key]
    for key, value in wanted.items():
        present = target.get(key)
        if isinstance(value, Mapping) and isinstance(present, type(target)):
            _merge(present, said.get(key), value)
        elif key not in target or not _same(said.get(key), value):
            target[key] = _commented(value, type(target))


def _same(said: Any, value: Any) -> bool:
    """Whether the file already says it; `[daily]` says the same as `daily`, nothing the same as an empty section."""
    if isinstance(said, list) and len(said) == 1 and not isinstance(value, list):
        said = said[0]
    return bool(said == _said(value)) or (said is None and value == {})


def _said(value: Any) -> Any:
    """A value as our own reading of it in a file would give it: a date is text there."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _said(part) for key, part in value.items()}
    return [_said(part) for part in value] if isinstance(value, list) else value


def _commented(value: Any, mapping: type[CommentedMap]) -> Any:
    if isinstance(value, Mapping):
        made = mapping((key, _commented(part, mapping)) for key, part in value.items())
        if isinstance(value, _Inline):
            made.fa.set_flow_style()
        return made
    if isinstance(value, _Lines):
        from ruamel.yaml.scalarstring import LiteralScalarString

        return LiteralScalarString(value)
    return [_commented(part, mapping) for part in value] if isinstance(value, list) else value
