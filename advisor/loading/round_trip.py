"""The text of a file with everything that people wrote around our values: comments, order, quotes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from advisor.errors import AdvisorError, InputError
from advisor.loading.document import parse_document
from advisor.loading.patching import Edit, Kind, patched
from advisor.loading.written_form import Inline, Lines

if TYPE_CHECKING:
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

_COMPONENTS = ("components",)


class RoundTrip:
    """A document that can be made to say something else. Reading it takes most of the time: keep it for the next."""

    def __init__(self, text: str) -> None:
        from ruamel.yaml.comments import CommentedMap

        self._said = parse_document(text, "the file on disk").data if text.strip() else None
        self._document = _yaml().load(text) if isinstance(self._said, dict) else CommentedMap()
        self._text: str | None = None

    def settle(self) -> None:
        """Write it out once, so that the first change can be patched in too."""
        self._text = _dumped(self._document)

    def saying(self, wanted: Mapping[str, Any]) -> str:
        """The text once it says what is `wanted`, with nothing else touched. Raises AdvisorError if that cannot be."""
        edits = list(_merge(self._document, self._said, wanted, ()))
        text = patched(self._text, edits, _dumped) if self._text is not None else None
        said = _said_by(text) if text is not None else None
        if text is None or not _says(said, wanted):
            text = _dumped(self._document)
            said = _said_by(text)
        self._text, self._said = text, said
        return text


def _said_by(text: str) -> Any:
    try:
        return parse_document(text, "the file").data
    except InputError as error:
        raise AdvisorError(
            "there is a comment in the file that cannot be kept where it stands, in the middle of a list or a text "
            f"that runs over several lines; put it above the entry ({error})"
        ) from None


def _dumped(document: Mapping[str, Any]) -> str:
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


def _merge(target: CommentedMap, said: Any, wanted: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[Edit]:
    """Make `target` say what `wanted` says, touching only what differs from what the file `said`.

    `said` is our own reading of it: ruamel would take `2026.10` for a number.
    """
    said = said if isinstance(said, dict) else {}
    if path == _COMPONENTS and (names := _renamed(target, wanted)):
        _rename(target, *names)
        said = {names[1] if key == names[0] else key: value for key, value in said.items()}
        yield Edit((*path, names[1]), Kind.UNSURE)
    for key in [key for key in target if key not in wanted]:
        del target[key]
        yield Edit((*path, key), Kind.GONE)
    for key, value in wanted.items():
        present = target.get(key)
        if isinstance(value, Mapping) and isinstance(present, type(target)):
            yield from _merge(present, said.get(key), value, (*path, key))
        elif key not in target or not _same(said.get(key), value):
            kind = _kind(target, key)
            target[key] = _commented(value, type(target))
            yield Edit((*path, key), kind, target[key])


def _kind(target: CommentedMap, key: str) -> Kind:
    if key in target:
        return Kind.OTHER
    # What was taken away comes back with the comment that it had.
    return Kind.UNSURE if key in target.ca.items else Kind.NEW


def _renamed(target: Mapping[str, Any], wanted: Mapping[str, Any]) -> tuple[str, str] | None:
    """The old and the new name of the one entry that stands where another one stood."""
    gone = [key for key in target if key not in wanted]
    come = [key for key in wanted if key not in target]
    if len(gone) == len(come) == 1 and list(target).index(gone[0]) == list(wanted).index(come[0]):
        return gone[0], come[0]
    return None


def _rename(target: CommentedMap, old: str, new: str) -> None:
    """Put an entry under another name, with its place and its comments."""
    place, comment = list(target).index(old), target.ca.items.pop(old, None)
    target.insert(place, new, target.pop(old))
    if comment is not None:
        target.ca.items[new] = comment


def _says(said: Any, wanted: Mapping[str, Any]) -> bool:
    """Whether a file that `said` this needs no change to say what is `wanted`."""
    if not isinstance(said, dict) or said.keys() != wanted.keys():
        return False
    return all(_says_value(said[key], value) for key, value in wanted.items())


def _says_value(said: Any, value: Any) -> bool:
    is_section = isinstance(value, Mapping) and isinstance(said, dict)
    return _says(said, value) if is_section else _same(said, value)


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
        if isinstance(value, Inline):
            made.fa.set_flow_style()
        return made
    if isinstance(value, Lines):
        from ruamel.yaml.scalarstring import LiteralScalarString

        return LiteralScalarString(value)
    return [_commented(part, mapping) for part in value] if isinstance(value, list) else value
