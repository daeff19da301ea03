"""A machine of the trial cloud from the inside: its guest files, started as systemd would, with the walls around it.

No machine boots here. In a network namespace of its own it gets what cloud-init would write, laid over this machine's
folders where only its processes see it; the commands of the unit then run as they are written.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path
from typing import Any

import jinja2
import yaml

UNIT = "/etc/systemd/system/app.service"
SETTINGS = {
    "/etc/containers/storage.conf": (
        '[storage]\ndriver = "overlay"\nrunroot = "/run/images"\ngraphroot = "{work}/images"\n'
    ),
    "/etc/containers/containers.conf": (
        '[containers]\ndefault_ulimits = ["nofile=10000:10000", "nproc=30000:30000"]\n'
        '[engine]\nruntime = "runc"\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n'
    ),
}


class Machine:
    """Runs the container of the unit in a namespace, until it is stopped."""

    def __init__(self, work: Path, namespace: str) -> None:
        self.work = work
        self.namespace = namespace
        self._running: subprocess.Popen[bytes] | None = None

    def install(self, files: dict[str, str], image: str, archive: Path, changes: list[str]) -> None:
        """What cloud-init would write, and the image as if a registry had it."""
        for path, text in (
            files.items() | {path: text.format(work=self.work) for path, text in SETTINGS.items()}.items()
        ):
            target = self.work / "guest" / path.lstrip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
            target.chmod(0o755 if "/sbin/" in path else 0o644)
        for folder in ("images", "under/etc", "under/local"):
            (self.work / folder).mkdir(parents=True)
        said = " ".join(f"--change '{change}'" for change in changes)
        before, start, stop = commands(files[UNIT])
        walls = commands(files["/etc/systemd/system/block-metadata.service"])[1]
        script = f"""set -eu
layer() {{
  mount -t overlay overlay -o "lowerdir=$1,upperdir={self.work}/guest$1,workdir={self.work}/under/$(basename $1)" "$1"
}}
layer /etc
layer /usr/local
for folder in /run /var/lib/cni; do mkdir -p $folder; mount -t tmpfs tmpfs $folder; done
mkdir -p /run/app
podman image exists {image} || podman import -q {said} {archive} {image}
set -a; . /etc/app/container.env; set +a
{walls}
{before}
trap '{stop}' TERM
{start} &
wait $! || wait $!
"""
        (self.work / "boot").write_text(script)

    def boot(self) -> None:
        """Start it, for the first time or again."""
        enter = ["nsenter", f"--net=/run/netns/{self.namespace}", "unshare", "-m", "--propagation", "private"]
        with (self.work / "log").open("wb") as log:
            self._running = subprocess.Popen(
                [*enter, "sh", str(self.work / "boot")], stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def said(self) -> str:
        return (self.work / "log").read_text()

    def stop(self) -> int:
        """As systemd stops the unit. Returns how the container ended."""
        if self._running is None:
            return 0
        self._running.send_signal(signal.SIGTERM)
        try:
            return self._running.wait(timeout=60)
        finally:
            if self._running.poll() is None:
                os.kill(self._running.pid, signal.SIGKILL)


def commands(unit: str) -> tuple[str, str, str]:
    """What a unit runs before its start, at its start and at its stop, as lines of a shell.

    There is no journal here, so the container's log goes to a file; and nobody here may raise a limit, as Podman would.
    """
    unit = unit.replace("--log-driver journald", "--log-driver k8s-file --ulimit nproc=30000:30000")
    found: dict[str, list[str]] = {"ExecStartPre": [], "ExecStart": [], "ExecStop": []}
    for line in re.sub(r"\\\n\s*", "", unit).splitlines():
        name, _, command = line.partition("=")
        if name in found:
            found[name].append(f"{command[1:]} || true" if command.startswith("-") else command)
    before, start, stop = found.values()
    return "\n".join(before), "\n".join(start), "\n".join(stop)


def security_group(folder: Path) -> str:
    """The rules that the starter's playbook hands to OpenStack, as the firewall that a hypervisor's agent makes."""
    variables = yaml.safe_load((folder / "group_vars/all.yml").read_text())
    tasks: list[dict[str, Any]] = yaml.safe_load((folder / "tasks/base.yml").read_text())
    (text,) = (task["vars"]["base_rules"] for task in tasks if "openstack.cloud.security_group" in task)
    rules = yaml.safe_load(jinja2.Template(text, trim_blocks=True).render(variables))
    lines = {"ingress": "", "egress": ""}
    for rule in rules:
        side = "saddr" if rule["direction"] == "ingress" else "daddr"
        ports = f"{rule['port_range_min']}-{rule['port_range_max']}"
        lines[rule["direction"]] += (
            f"    ip {side} {rule['remote_ip_prefix']} {rule['protocol']} dport {ports} accept\n"
        )
    known = "ct state established,related accept"
    return f"""table inet security_group {{
  chain arriving {{
    type filter hook prerouting priority mangle; policy accept;
    iifname != "eth0" accept
    {known}
{lines["ingress"]}    drop
  }}
  chain leaving {{
    type filter hook postrouting priority mangle; policy accept;
    oifname != "eth0" accept
    {known}
{lines["egress"]}    drop
  }}
}}
"""
