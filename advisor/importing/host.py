"""What asks the host for more than a container gets by itself; the same words in every format."""

from __future__ import annotations

from advisor.importing.unit import GUESS, LIKELY, Unit
from advisor.reading.node import Node, Place
from advisor.reading.quantities import memory_bytes

_ROOT_CAPABILITIES = frozenset({"ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_RAWIO", "SYS_BOOT"})
_HOST_CAPABILITIES = frozenset(
    {"NET_ADMIN", "NET_RAW", "SYS_PTRACE", "SYS_TIME", "SYS_NICE", "SYS_RESOURCE", "SYSLOG", "BPF", "PERFMON"}
    | {"DAC_READ_SEARCH", "IPC_LOCK", "LINUX_IMMUTABLE", "MAC_ADMIN", "AUDIT_CONTROL", "SYS_CHROOT", "MKNOD"}
)
_DEFAULTS = frozenset({"NET_RAW", "SYS_CHROOT", "MKNOD"})
"""What engines give every container anyway."""

_SYSTEM_PATHS = (
    *("/dev", "/proc", "/sys", "/run", "/var/run", "/boot", "/lib", "/usr", "/etc"),
    *("/var/log", "/var/lib/docker", "/var/lib/kubelet", "/var/lib/containers"),
)
_HARMLESS = ("/etc/localtime", "/etc/timezone", "/usr/share/zoneinfo", "/etc/ssl", "/etc/ca-certificates", "/etc/pki")
_SOCKETS = ("docker.sock", "podman.sock", "containerd.sock", "crio.sock")
_VIRTUAL_DEVICES = tuple(
    f"/dev/{name}"
    for name in ("net/tun", "fuse", "kvm", "null", "shm", "ppp", "vhost", "loop", "mapper", "log", "random", "urandom")
)
_GRAPHICS = ("/dev/dri", "/dev/nvidia", "/dev/kfd")

LARGE_PROCESSORS = 8
LARGE_MEMORY = 32 * 1024**3


def capabilities(unit: Unit, added: list[Node]) -> None:
    """Capabilities that it adds."""
    for node in added:
        name = node.text.upper().removeprefix("CAP_")
        if name in _ROOT_CAPABILITIES:
            unit.host(node.place, f"the capability {name}", root=True)
        elif name in _HOST_CAPABILITIES - _DEFAULTS:
            unit.host(node.place, f"the capability {name}")


def is_system_path(path: str) -> bool:
    """Whether a host path belongs to the host's system, not to the component."""
    if path.startswith(_HARMLESS):
        return False
    return path == "/" or any(path == part or path.startswith(f"{part}/") for part in _SYSTEM_PATHS)


def host_path(unit: Unit, path: str, place: Place) -> bool:
    """Note a mounted path of the host; says whether it is the host's own."""
    if path.endswith(_SOCKETS):
        unit.host(place, f"the engine's socket ({path.rsplit('/', 1)[-1]}), and with it the whole host")
        return True
    if path.startswith(_HARMLESS):
        return True
    if is_system_path(path):
        unit.host(place, f"{path} of the host")
        if path.startswith("/dev/"):
            device(unit, path, place)
        return True
    return False


def device(unit: Unit, path: str, place: Place) -> None:
    """A device file of the host."""
    if path.startswith(_GRAPHICS):
        unit.show("special-hardware", "gpu", place, f"it is given the device {path}", LIKELY)
    elif not path.startswith(_VIRTUAL_DEVICES) and path.startswith("/dev/"):
        unit.show("special-hardware", "device", place, f"it is given the device {path}", LIKELY)


def starts_again(unit: Unit, place: Place, why: str) -> None:
    """Something starts it again whenever it stops, so it must be able to."""
    unit.show("restart", "clean", place, why, LIKELY)


def startup(unit: Unit, seconds: float | None, place: Place) -> None:
    """How long it is given to start; that is a bound, not a measurement."""
    if seconds is None or seconds <= 0:
        return
    limits = ((10, "seconds"), (60, "under-a-minute"), (300, "under-five-minutes"))
    choice = next((choice for limit, choice in limits if seconds <= limit), "longer")
    unit.show("startup", choice, place, f"its health check allows {seconds:g} seconds for the start", GUESS)


def memory(unit: Unit, node: Node | None, *, compose: bool = False) -> None:
    """Memory that it may use or asks for."""
    if node is not None and (amount := memory_bytes(node.text, compose=compose)) is not None:
        unit.memory = max(unit.memory or (0, node.place), (amount, node.place))


def processors(unit: Unit, amount: float | None, place: Place) -> None:
    """Processors that it may use or asks for."""
    if amount is not None:
        unit.processors = max(unit.processors or (0.0, place), (amount, place))


def hosts_for(unit: Unit, copies: int, place: Place, why: str) -> None:
    """Every copy is to be on a machine of its own."""
    limits = ((1, "one"), (10, "two-to-ten"), (100, "eleven-to-hundred"))
    choice = next((choice for limit, choice in limits if copies <= limit), "over-hundred")
    unit.show("hosts", choice, place, why, LIKELY)
