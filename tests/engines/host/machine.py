"""A Debian that boots on this machine's kernel and is thrown away: what a playbook does to a host can be done to it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ADDRESS, OPERATORS = "172.29.9.2", "172.29.9.0/24"
NAT = ["POSTROUTING", "-s", OPERATORS, "!", "-o", "advisor-host", "-j", "MASQUERADE"]
THROUGH = [["FORWARD", "-i", "advisor-host", "-j", "ACCEPT"], ["FORWARD", "-o", "advisor-host", "-j", "ACCEPT"]]


@dataclass
class Machine:
    """It is reached over SSH, as any other."""

    root: Path
    key: Path

    @property
    def ssh(self) -> list[str]:
        """Options of every SSH connection to it."""
        return [
            "-i", str(self.key), "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
            "-o", "LogLevel=ERROR", "-o", "ConnectTimeout=3", "-o", "BatchMode=yes",
        ]  # fmt: skip

    def __call__(self, command: str, *, fails: bool = False) -> str:
        """What a command of root's says; it has to succeed unless it may fail."""
        done = subprocess.run(
            ["ssh", *self.ssh, f"deploy@{ADDRESS}", "sudo", "sh", "-c", f"'{command}'"],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0 or fails, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout.strip()

    def lets_in(self, port: int) -> bool:
        """Whether a listener on the port is reached from outside; dropped packets are waited for, briefly."""
        self(f"systemd-run --quiet --unit=listen-{port} python3 -m http.server --bind {ADDRESS} {port}")
        self(f"until ss -tln | grep -q {ADDRESS}:{port}; do sleep 0.1; done")
        try:
            socket.create_connection((ADDRESS, port), timeout=2).close()
        except TimeoutError:
            return False
        finally:
            self(f"systemctl stop listen-{port}")
        return True


@contextmanager
def made() -> Iterator[Path]:
    """A folder with `root`, the system that every machine starts from, and `key`."""
    work = Path(tempfile.mkdtemp(prefix="advisor-host-"))
    try:
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", work / "key"], check=True)
        subprocess.run([HERE / "root.sh", work / "root", work / "key.pub"], check=True, timeout=400)
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def booted(system: Path) -> Iterator[Machine]:
    """A new machine with that system."""
    work = Path(tempfile.mkdtemp(prefix="machine-", dir=system))
    machine = Machine(work / "root", system / "key")
    _take_down()
    subprocess.run(["cp", "-a", system / "root", machine.root], check=True)
    with (work / "log").open("wb") as log:
        running = subprocess.Popen([HERE / "boot.sh", machine.root], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        _lead_outside()
        _wait(machine, running, work / "log")
        yield machine
    finally:
        running.kill()
        running.wait()
        _take_down()
        shutil.rmtree(work, ignore_errors=True)


def _wait(machine: Machine, running: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(120):
        asked = subprocess.run(["ssh", *machine.ssh, f"deploy@{ADDRESS}", "true"], capture_output=True, check=False)
        if asked.returncode == 0:
            return
        if running.poll() is not None:
            break
        time.sleep(0.25)
    raise RuntimeError(f"the machine does not answer: {log.read_text()[-1500:]}")


def _lead_outside() -> None:
    """Packages come from Debian's mirrors."""
    Path("/proc/sys/net/ipv4/ip_forward").write_text("1")
    subprocess.run(["iptables", "-t", "nat", "-A", *NAT], check=True)
    for rule in THROUGH:
        subprocess.run(["iptables", "-I", *rule], check=True)


def _take_down() -> None:
    commands = [["iptables", "-t", "nat", "-D", *NAT], *(["iptables", "-D", *rule] for rule in THROUGH),
                ["ip", "link", "delete", "advisor-host"], ["ip", "netns", "delete", "advisor-host"]]  # fmt: skip
    for command in commands:
        subprocess.run(command, check=False, capture_output=True)
    for _ in range(20):
        if not _groups_left():
            return
        time.sleep(0.1)


def _groups_left() -> bool:
    """Whether a control group of the machine is still there, after removing those that are empty."""
    mounted = next(line.split()[1] for line in Path("/proc/mounts").read_text().splitlines() if " cgroup2 " in line)
    own = Path(mounted) / "advisor-host"
    for folder, _, _ in os.walk(own, topdown=False):
        with suppress(OSError):
            Path(folder).rmdir()
    return own.exists()
