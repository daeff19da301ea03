"""HCL, as job files have it, to nodes: blocks, attributes, lists, maps, strings and here-documents.

What is no plain value (a reference, a call, a calculation) stays text, as it is written; nothing is calculated. A
block `task "web" { ... }` becomes `task: [{...}]` with its label under `""`.
"""

from __future__ import annotations

import re

from advisor.reading.node import DEEPEST, Node, Place, Scalar, mapping, sequence

_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\r]+|\#[^\n]*|//[^\n]*|/\*.*?(?:\*/|\Z))
  | (?P<line>\n)
  | (?P<heredoc><<-?[ \t]*"?(?P<end>[A-Za-z_][\w.-]*)"?[ \t]*\n)
  | (?P<string>"(?:[^"\\\n]|\\.)*")
  | (?P<number>-?\d+(?:\.\d+)?(?![\w.]))
  | (?P<name>[A-Za-z_][\w.-]*)
  | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_OPEN = {"{": "}", "[": "]", "(": ")"}
LABEL = ""
MOST_TOKENS = 500_000


class _Token:
    __slots__ = ("kind", "line", "text")

    def __init__(self, kind: str, text: str, line: int) -> None:
        self.kind = kind
        self.text = text
        self.line = line


def read_hcl(text: str, name: str) -> Node:
    """The body of a file. Raises InputError for what is no HCL."""
    reader = _Reader(_tokens(text, name), name)
    return reader.body("", Place(name, 1), 0)


def _tokens(text: str, name: str) -> list[_Token]:
    found: list[_Token] = []
    at, line = 0, 1
    while at < len(text):
        match = _TOKEN.match(text, at)
        assert match is not None
        kind, value = str(match.lastgroup), match.group()
        # `end` is inside the here-document's opening and therefore the last group that matched.
        kind = "heredoc" if kind == "end" else kind
        at = match.end()
        if kind == "heredoc":
            ending = re.compile(rf"^[ \t]*{re.escape(match.group('end'))}[ \t]*$", re.MULTILINE).search(text, at)
            stop = ending.start() if ending else len(text)
            found.append(_Token("text", text[at:stop], line))
            line += text.count("\n", match.start(), ending.end() if ending else len(text))
            at = ending.end() if ending else len(text)
            continue
        if kind == "string":
            inner = _ESCAPE.sub(lambda part: _ESCAPES.get(part.group(1), part.group(1)), value[1:-1])
            found.append(_Token("text", inner, line))
        elif kind != "space":
            found.append(_Token(kind, value, line))
        line += value.count("\n")
        if len(found) > MOST_TOKENS:
            raise Place(name, line).refused("is too large for a job file")
    return found


class _Reader:
    """Goes through the tokens once."""

    def __init__(self, tokens: list[_Token], name: str) -> None:
        self._tokens = tokens
        self._name = name
        self._at = 0

    def body(self, end: str, place: Place, depth: int) -> Node:
        """Attributes and blocks up to `end` (the end of the file if empty)."""
        if depth > DEEPEST // 2:
            raise place.refused("is nested too deep")
        entries: dict[str, Node] = {}
        while True:
            self._skip_lines()
            token = self._next()
            if token is None:
                if end:
                    raise place.refused("the block that begins here is not closed")
                break
            if token.text == end and token.kind == "sign":
                break
            if token.kind not in ("name", "text"):
                raise self._place(token).refused(f"`{token.text[:20]}` stands where a name is expected")
            self._entry(entries, token, depth)
        return mapping(entries, place)

    def _entry(self, entries: dict[str, Node], name: _Token, depth: int) -> None:
        place = self._place(name)
        labels: list[str] = []
        while (token := self._next()) is not None:
            if token.kind == "sign" and token.text in "=:":
                self._skip_lines()
                value = self._value(depth + 1)
                entries[name.text] = Node(value.value, place, None, value.size, value.depth)
                self._skip_sign(",")
                return
            if token.kind == "sign" and token.text == "{":
                block = self.body("}", place, depth + 1)
                if labels:
                    block = mapping({LABEL: Node(" ".join(labels), place), **block.mapping}, place)
                before = entries.get(name.text)
                blocks = [*before.items, block] if before is not None else [block]
                entries[name.text] = sequence(blocks, before.place if before is not None else place)
                self._skip_sign(",")
                return
            if token.kind not in ("name", "text"):
                break
            labels.append(token.text)
        raise place.refused(f"`{name.text[:40]}` is followed by neither a value nor a block")

    def _value(self, depth: int) -> Node:
        """A value; what is more than a plain one becomes text."""
        first = self._next()
        if first is None:
            raise Place(self._name, 1).refused("ends in the middle of a value")
        place = self._place(first)
        if first.kind == "sign" and first.text == "{":
            return self.body("}", place, depth)
        if first.kind == "sign" and first.text == "[":
            made = self._list(place, depth)
        else:
            made = Node(_plain(first), place)
            if first.kind == "sign" and first.text in _OPEN:
                self._at -= 1
                made = Node("", place)
        following = self._peek()
        if following is not None and following.kind in ("name", "text"):
            return made  # old job files have several attributes on one line
        rest = self._rest_of_expression()
        return Node(f"{made.text}{rest}", place) if rest else made

    def _list(self, place: Place, depth: int) -> Node:
        if depth > DEEPEST // 2:
            raise place.refused("is nested too deep")
        entries: list[Node] = []
        while True:
            self._skip_lines()
            token = self._peek()
            if token is None:
                raise place.refused("the list that begins here is not closed")
            if token.kind == "sign" and token.text in ",]":
                self._at += 1
                if token.text == "]":
                    return sequence(entries, place)
                continue
            entries.append(self._value(depth + 1))

    def _rest_of_expression(self) -> str:
        """The text up to the end of an expression that began with something plain."""
        made: list[str] = []
        closing: list[str] = []
        while (token := self._peek()) is not None:
            if not closing and (token.kind == "line" or (token.kind == "sign" and token.text in ",]})")):
                break
            self._at += 1
            if token.kind == "sign" and token.text in _OPEN:
                closing.append(_OPEN[token.text])
            elif closing and token.kind == "sign" and token.text == closing[-1]:
                closing.pop()
            made.append(token.text if token.kind != "line" else " ")
        return "".join(made)

    def _skip_lines(self) -> None:
        while (token := self._peek()) is not None and token.kind == "line":
            self._at += 1

    def _skip_sign(self, sign: str) -> None:
        token = self._peek()
        if token is not None and token.kind == "sign" and token.text == sign:
            self._at += 1

    def _peek(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _next(self) -> _Token | None:
        token = self._peek()
        self._at += 1
        return token

    def _place(self, token: _Token) -> Place:
        return Place(self._name, token.line)


def _plain(token: _Token) -> Scalar:
    if token.kind == "number":
        return float(token.text) if "." in token.text else int(token.text[:18])
    if token.kind == "name" and token.text in ("true", "false"):
        return token.text == "true"
    return None if token.kind == "name" and token.text == "null" else token.text
