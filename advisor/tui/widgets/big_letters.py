"""Letters three or five lines high, for a screen that a whole room looks at."""

from __future__ import annotations

from collections.abc import Iterator

GLYPHS = {
    "A": ".#. #.# ### #.# #.#", "B": "##. #.# ##. #.# ##.", "C": ".## #.. #.. #.. .##", "D": "##. #.# #.# #.# ##.",
    "E": "### #.. ##. #.. ###", "F": "### #.. ##. #.. #..", "G": ".## #.. #.# #.# .##", "H": "#.# #.# ### #.# #.#",
    "I": "### .#. .#. .#. ###", "J": "..# ..# ..# #.# .#.", "K": "#.# #.# ##. #.# #.#", "L": "#.. #.. #.. #.. ###",
    "M": "#...# ##.## #.#.# #...# #...#", "N": "#..# ##.# #.## #..# #..#", "O": "### #.# #.# #.# ###",
    "P": "##. #.# ##. #.. #..", "Q": "#### #..# #..# #.## ####", "R": "##. #.# ##. #.# #.#",
    "S": ".## #.. .#. ..# ##.", "T": "### .#. .#. .#. .#.", "U": "#.# #.# #.# #.# ###", "V": "#.# #.# #.# #.# .#.",
    "W": "#...# #...# #.#.# ##.## #...#", "X": "#.# #.# .#. #.# #.#", "Y": "#.# #.# .#. .#. .#.",
    "Z": "### ..# .#. #.. ###", "0": "### #.# #.# #.# ###", "1": ".#. ##. .#. .#. ###", "2": "##. ..# .#. #.. ###",
    "3": "##. ..# .#. ..# ##.", "4": "#.# #.# ### ..# ..#", "5": "### #.. ##. ..# ##.", "6": ".## #.. ### #.# ###",
    "7": "### ..# .#. .#. .#.", "8": "### #.# ### #.# ###", "9": "### #.# ### ..# ##.", " ": ".. .. .. .. ..",
    "-": "... ... ### ... ...", ",": ".. .. .. .# #.", ".": ". . . . #", "&": ".#. #.# .#. #.# .##",
    "/": "..# ..# .#. #.. #..", ":": ". # . # .", "(": ".# #. #. #. .#", ")": "#. .# .# .# #.",
    "'": "# # . . .", "+": "... .#. ### .#. ...", "?": "##. ..# .#. ... .#.",
}  # fmt: skip
HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def big(text: str, width: int, most: int = 2) -> str | None:
    """The text in letters as large as fit into `most` lines, broken between words; None if none do, or for a sign
    that has no large form."""
    if any(sign not in GLYPHS for sign in text.upper()):
        return None
    for room, drawn in ((width // 2, _doubled), (width, _drawn)):
        lines = list(_broken(text.upper(), room))
        if len(lines) <= most and all(_width(line) <= room for line in lines):
            return "\n\n".join("\n".join(drawn(line)) for line in lines)
    return None


def _broken(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and _width(longer) > width:
            yield line
            longer = word
        line = longer
    yield line


def _width(line: str) -> int:
    return sum(len(GLYPHS[sign].split()[0]) + 1 for sign in line) - 1


def _rows(line: str) -> list[str]:
    return [".".join(GLYPHS[sign].split()[row] for sign in line) for row in range(5)]


def _doubled(line: str) -> Iterator[str]:
    for row in _rows(line):
        yield "".join("██" if dot == "#" else "  " for dot in row).rstrip()


def _drawn(line: str) -> Iterator[str]:
    rows = _rows(line)
    rows.append("." * len(rows[0]))
    for upper, lower in zip(rows[::2], rows[1::2], strict=True):
        yield "".join(HALVES[a == "#", b == "#"] for a, b in zip(upper, lower, strict=True)).rstrip()
