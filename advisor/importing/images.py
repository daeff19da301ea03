"""Which product an image is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.importing.unit import GUESS, LIKELY
from advisor.model.assessment import Confidence
from advisor.model.recognition import KnownImage

_WINDOWS = re.compile(
    r"windowsservercore|nanoserver|mcr\.microsoft\.com/windows|/windows/(servercore|iis|server)|-ltsc20\d\d"
)
_BOTTOM = frozenset(
    {"alpine", "debian", "ubuntu", "fedora", "centos", "rockylinux", "almalinux", "amazonlinux", "archlinux", "busybox"}
    | {"buildpack-deps", "opensuse/leap", "oraclelinux", "phusion/baseimage", "wolfi-base", "distroless/static"}
    | {"distroless/base", "distroless/cc", "photon", "linuxserver/baseimage-alpine", "linuxserver/baseimage-ubuntu"}
)
_DISTRIBUTIONS = frozenset(
    {"alpine", "bookworm", "bullseye", "buster", "trixie", "jammy", "noble", "focal", "slim", "ubuntu", "ubi8", "ubi9"}
)


def repository(image: str) -> str:
    """An image's name without registry, tag and digest: `docker.io/library/redis:7` is `redis`."""
    name = image.split("@", 1)[0].strip().lower()
    head, slash, rest = name.partition("/")
    if slash and ("." in head or ":" in head or head == "localhost"):
        name = rest
    path, colon, tag = name.rpartition(":")
    if colon and "/" not in tag:
        name = path
    return name.removeprefix("library/")


class KnownImages:
    """Looks up products by the names of their images."""

    def __init__(self, known: Sequence[KnownImage]) -> None:
        self._whole = {name.lower(): one for one in known for name in one.images}
        self._last: dict[str, KnownImage] = {}
        for one in known:
            for name in one.images:
                self._last.setdefault(name.lower().rsplit("/", 1)[-1], one)

    def find(self, image: str) -> tuple[KnownImage, Confidence] | None:
        """The product, and how sure that is: a guess if only the last part of the name is the same."""
        name = repository(image)
        if name in self._whole:
            return self._whole[name], LIKELY
        last = name.rsplit("/", 1)[-1]
        if last in self._last and last not in _TOO_COMMON:
            return self._last[last], GUESS
        return None


_TOO_COMMON = frozenset({"server", "free", "express", "enterprise", "kong", "vector", "base", "proxy", "database"})
"""Last parts that many products share."""


def operating_system(image: str) -> str | None:
    """The operating system that an image's name tells, or None."""
    if _WINDOWS.search(image.lower()):
        return "windows"
    tag = image.split("@", 1)[0].rsplit("/", 1)[-1].partition(":")[2].lower()
    name = repository(image)
    if name in _BOTTOM or name.removesuffix("-debian12").removesuffix("-debian11") in _BOTTOM:
        return "linux"
    words = re.split(r"[-_.]", tag)
    return "linux" if _DISTRIBUTIONS & set(words) or any(word.startswith("alpine") for word in words) else None
