"""Values that note which of them were read, so that a written file can say what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

V = TypeVar("V")


class ReadMapping(dict[str, V]):
    """A mapping for templates; `read` has every key that was asked for, there or not."""

    def __init__(self, items: Iterable[tuple[str, V]]) -> None:
        super().__init__(items)
        self.read: set[str] = set()

    def __getitem__(self, key: str) -> V:
        self.read.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.read.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """The value of `key`, or `default`."""
        self.read.add(key)
        return super().get(key, default)

    def unread(self, key: str) -> V | None:
        """A value without noting that it was looked at."""
        return super().get(key)


class ReadRows(list[tuple[str, str]]):
    """All answers as rows of a table: who goes through them has read each that was given."""

    def __init__(self, rows: Iterable[tuple[str, str]], answers: ReadMapping[Any]) -> None:
        super().__init__(rows)
        self._answers = answers

    def __iter__(self) -> Iterator[tuple[str, str]]:
        self._answers.read.update(self._answers)
        return super().__iter__()
