"""The reader of files: plain data, lines, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.errors import InputError
from advisor.loading.document import LARGEST_FILE, parse_document, read_document


def refusal(text: str) -> str:
    with pytest.raises(InputError) as refused:
        parse_document(text, "f.yaml")
    return str(refused.value)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("off", "off"),
        ("1.10", "1.10"),
        ("2026.10", "2026.10"),
        ("2026-11-23", "2026-11-23"),
        ("0755", "0755"),
        ("1e3", "1e3"),
        ("12:30", "12:30"),
        ("0x1f", "0x1f"),
        ("true", True),
        ("12", 12),
        ("-3", -3),
        ("null", None),
        ("'12'", "12"),
        ('"true"', "true"),
        ("", None),
    ],
)
def test_unquoted_words_stay_what_they_look_like(written: str, read: object) -> None:
    assert parse_document(f"key: {written}\n", "f.yaml").data == {"key": read}


def test_every_part_knows_its_line() -> None:
    document = parse_document("a:\n  b:\n    - c: 1\n    - d: 2\n", "f.yaml")
    assert document.line(("a",)) == 1
    assert document.line(("a", "b", 1, "d")) == 4
    assert document.line(("a", "b", 1, "missing")) == 4
    assert document.line(()) == 1


def test_block_text_keeps_its_words() -> None:
    assert parse_document("a: >-\n  one\n  two\n", "f").data == {"a": "one two"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", "f.yaml:3: the key `a` stands here again (first on line 1)"),
        ("a: {b: 1, b: 2}", "f.yaml:1: the key `b` stands here again (first on line 1)"),
        ("a: &x 1\n", "f.yaml:1: the anchor &x is not accepted here; write the value out"),
        ("a: *x\n", "f.yaml:1: the alias *x is not accepted here; write the value out"),
        ("a: 1\n---\nb: 2\n", "f.yaml:2: a second document starts here; keep one document per file"),
        ("[" * 5000, "f.yaml:1: is nested deeper than 40 levels"),
        ("? [a]\n: b\n", "f.yaml:1: a key must be text, not a list or mapping"),
        ("a: 'x", "f.yaml:1: not valid YAML: found unexpected end of stream"),
        ("a: \x01", "f.yaml: not valid YAML: the character '\\x01' is not allowed"),
    ],
)
def test_what_surprises_people_is_refused(text: str, message: str) -> None:
    assert refusal(text) == message


def test_all_duplicate_keys_are_named_at_once() -> None:
    assert len(refusal("a: 1\na: 2\nb: 1\nb: 2\n").splitlines()) == 2


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"a: 1\nb: caf\xe9\n")
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * (LARGEST_FILE + 1))
    for path, message in [
        (tmp_path / "missing.yaml", "there is no such file"),
        (tmp_path, "is a folder, not a file"),
        (latin, "is not UTF-8 text; save it as UTF-8"),
        (large, "is larger than 2 MB; that is not ours"),
    ]:
        with pytest.raises(InputError, match=message):
            read_document(path)


def test_a_byte_order_mark_is_not_part_of_the_first_key(tmp_path: Path) -> None:
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_document(path).data == {"a": 1}
