"""Writing an assessment back: what people wrote around our values stays, and nothing is ever half written."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.errors import AdvisorError
from advisor.loading.document import parse_document
from advisor.model.assessment import Answer, Assessment

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap


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
    text = _text(assessment, path.read_text("utf-8-sig") if present else "")
    write_atomically(path, text)
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(path: Path) -> str | None:
    """A fingerprint of the file's content, or None if there is no file. Raises AdvisorError if it is unreadable."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AdvisorError(f"{path} cannot be read: {error.strerror}") from None


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


def _text(assessment: Assessment, before: str) -> str:
    # Only a save needs it, and it takes as long to import as all the rest of a recommendation.
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 110
    yaml.indent(mapping=2, sequence=4, offset=2)
    document = CommentedMap()
    said: Any = None
    if before.strip():
        said = parse_document(before, "the file on disk").data
        document = yaml.load(before) if isinstance(said, dict) else document
    _merge(document, said, _plain(assessment))
    stream = io.StringIO()
    yaml.dump(document, stream)
    return stream.getvalue()


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
        if component.override is not None:
            entry["override"] = component.override.model_dump()
        plain["components"][name] = entry
    return plain


def _plain_answer(answer: Answer) -> Any:
    chosen = answer.answer[0] if len(answer.answer) == 1 else list(answer.answer)
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
    return bool(said == value) or (said is None and value == {})


def _commented(value: Any, mapping: type[CommentedMap]) -> Any:
    if isinstance(value, Mapping):
        return mapping((key, _commented(part, mapping)) for key, part in value.items())
    return value
