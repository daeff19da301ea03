"""What a Compose service mounts: files that outlive it, the host's own files, or only its settings and source."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from advisor.importing import host
from advisor.importing.unit import CERTAIN, GUESS, LIKELY, Kept, Mount, Unit
from advisor.reading.compose import Project
from advisor.reading.fence import Fence
from advisor.reading.node import Node

_CONFIGURATION = ("/etc/", "/docker-entrypoint-initdb.d", "/run/secrets", "/usr/local/etc/", "/usr/share/zoneinfo")
_SETTINGS = (".conf", ".cfg", ".ini", ".yml", ".yaml", ".json", ".toml", ".env")
_NETWORK_TYPES = ("nfs", "cifs", "smb", "glusterfs", "ceph", "efs")
_WINDOWS = ("C:\\", "c:\\", "C:/", "c:/")


def mounts(unit: Unit, service: Node, project: Project, fence: Fence) -> None:
    """Sort the service's mounts into what they are."""
    context = service.at("build", "context").text
    for entry in service.at("volumes").items:
        source, target = entry.at("source").text, entry.at("target").text
        _shows_system(unit, target, entry)
        match entry.at("type").text:
            case "volume" | "cluster" | "":
                _volume(unit, entry, project)
            case "bind":
                _folder(unit, entry, source, target, context, project, fence)
            case "npipe":
                unit.host(entry.place, f"the host's pipe {source}")
            case _:
                pass  # tmpfs and images keep nothing
    if service.at("read_only").is_true and not any(not mount.read_only for mount in unit.mounts):
        place = service.at("read_only").place
        unit.show("state", "stateless", place, "it cannot write to its own disk and has no other", GUESS)


def _volume(unit: Unit, entry: Node, project: Project) -> None:
    source, target = entry.at("source").text, entry.at("target").text
    read_only = entry.at("read_only").is_true
    if not source:
        # Without a name, its content is lost with the container; it is not what somebody wants to keep.
        unit.remark(entry.place, f"{target} is a volume without a name")
        return
    declared = project.shared["volumes"].get(source)
    options = declared.at("driver_opts") if declared is not None else entry.at("volume", "none")
    driver = declared.at("driver").text if declared is not None else ""
    kind = options.at("type").text
    if kind == "tmpfs":
        return
    kept = Kept.NETWORK if kind.startswith(_NETWORK_TYPES) or driver.startswith(_NETWORK_TYPES) else Kept.VOLUME
    key = f"{project.folder}:{source}"
    unit.mounts.append(Mount(kept, key, target, entry.place, read_only))


def _folder(unit: Unit, entry: Node, source: str, target: str, context: str, project: Project, fence: Fence) -> None:
    if host.host_path(unit, source, entry.place):
        return
    read_only = entry.at("read_only").is_true
    if target.startswith(_CONFIGURATION) or PurePosixPath(target).suffix in (
        ".conf",
        ".yml",
        ".yaml",
        ".json",
        ".toml",
    ):
        return
    path = Path(source)
    inside = source == str(project.folder) or (context and (source == context or source.startswith(f"{context}/")))
    if inside or fence.has(path) or fence.has_folder(path):
        # It comes with these files, so it is settings or source, not something that only lives where it runs.
        return
    if PurePosixPath(target).suffix and PurePosixPath(source).suffix == PurePosixPath(target).suffix:
        return
    unit.mounts.append(Mount(Kept.FOLDER, source, target, entry.place, read_only))


def _shows_system(unit: Unit, target: str, entry: Node) -> None:
    if target.startswith(_WINDOWS):
        unit.show("operating-system", "windows", entry.place, f"{target} is a path of Windows", CERTAIN)
    elif target.startswith("/"):
        unit.show("operating-system", "linux", entry.place, f"{target} is no path of Windows", LIKELY)
