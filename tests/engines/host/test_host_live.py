"""The playbooks that prepare a host, run on a Debian that boots and is thrown away: twice, and then looked at."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from artifacts.host_cases import HOST_CASES
from artifacts.spread import spread
from artifacts.starters import written
from engines.engine_tools import needs, tool
from engines.host.machine import ADDRESS, OPERATORS, Machine, booted, made

from advisor.service import Advisor

pytestmark = [
    pytest.mark.engines,
    pytest.mark.xdist_group("host"),
    needs("ansible-playbook", "mmdebstrap", "ip", "iptables", "nsenter", "ssh", "ssh-keygen", root=True),
]


@pytest.fixture(scope="module")
def system() -> Iterator[Path]:
    with made() as folder:
        yield folder


@pytest.fixture
def machine(system: Path) -> Iterator[Machine]:
    with booted(system) as made_of_it:
        yield made_of_it


def play(machine: Machine, folder: Path) -> dict[str, int]:
    """Run `host.yml` as its README says, on this machine. Returns Ansible's own count of what happened."""
    inventory = folder / "inventory.yml"
    inventory.write_text(inventory.read_text().replace("192.0.2.10", ADDRESS))
    variables = os.environ | {
        "ANSIBLE_SSH_ARGS": " ".join([*machine.ssh, "-o", "ControlMaster=auto", "-o", "ControlPersist=60"]),
        "ANSIBLE_SSH_CONTROL_PATH_DIR": f"{machine.key.parent}/cp", "ANSIBLE_PIPELINING": "1", "ANSIBLE_NOCOLOR": "1",
        "ANSIBLE_PYTHON_INTERPRETER": "/usr/bin/python3", "ANSIBLE_LOCAL_TEMP": str(folder / ".ansible"),
    }  # fmt: skip
    command = [str(tool("ansible-playbook")), "-i", "inventory.yml", "host.yml", "-e", f"host_ssh_cidr={OPERATORS}"]
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, timeout=400, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return {name: int(number) for name, number in re.findall(r"(ok|changed|failed|skipped)=(\d+)", done.stdout)}


def prepared(advisor: Advisor, machine: Machine, folder: Path, pattern: str, case: str) -> Path:
    """Hold what every playbook promises: a second run changes nothing, and the host is closed."""
    written(advisor, folder, pattern, HOST_CASES[case].answers, HOST_CASES[case].decided)
    began = time.monotonic()
    first = play(machine, folder)
    between = time.monotonic()
    again = play(machine, folder)
    print(f"{pattern}: first run {between - began:.0f} s {first}, second {time.monotonic() - between:.0f} s {again}")
    assert first["changed"] > 10
    assert first["skipped"] == again["changed"] == 0
    _is_closed(machine)
    _is_kept_up_to_date(machine)
    assert machine("systemctl list-units --failed --plain --no-legend") == ""
    assert machine("stat -c %a:%U /opt/front-end/secrets") == "700:root"
    return folder


def _is_closed(machine: Machine) -> None:
    machine("sshd -t")
    sshd = machine("sshd -T").splitlines()
    for setting in ("permitrootlogin no", "passwordauthentication no", "maxauthtries 3", "allowtcpforwarding no"):
        assert setting in sshd, setting
    machine("nft --check --file /etc/nftables.d-host.conf")
    assert "policy drop" in machine("nft list chain inet host input")
    assert f"ip saddr {OPERATORS} tcp dport 22 accept" in machine("nft list chain inet host input")
    assert machine("systemctl is-active host-firewall && systemctl is-enabled host-firewall") == "active\nenabled"
    assert not machine.lets_in(8080)
    # These the kernel holds for this machine alone; the two below are written to a copy of its settings (see boot.sh).
    own = "net.ipv4.conf.all.accept_redirects net.ipv4.conf.all.send_redirects net.ipv4.conf.all.rp_filter"
    assert machine(f"sysctl -n {own} net.ipv6.conf.all.accept_redirects").split() == ["0", "0", "1", "0"]
    assert machine("sysctl -n kernel.dmesg_restrict kernel.kptr_restrict").split() == ["1", "2"]


def _is_kept_up_to_date(machine: Machine) -> None:
    settings = machine("apt-config dump").splitlines()
    assert 'APT::Periodic::Unattended-Upgrade "1";' in settings
    assert 'Unattended-Upgrade::Automatic-Reboot-Time "03:30";' in settings
    machine("unattended-upgrade --dry-run")
    assert machine("systemctl is-active apt-daily-upgrade.timer") == "active"
    # Only a journal that is kept has a folder for this machine here.
    assert machine("ls /var/log/journal") == machine("cat /etc/machine-id")


def waiting(machine: Machine) -> set[str]:
    """The timers and watched files of ours that are active now, and not only after the next start."""
    listed = machine("systemctl list-units --type=timer,path --state=active --plain --no-legend")
    return {name for name in re.findall(r"^\S+", listed, re.MULTILINE) if name.startswith(("front-end", "podman"))}


def test_a_compose_host_is_prepared_and_stays_as_it_is(advisor: Advisor, machine: Machine, tmp_path: Path) -> None:
    prepared(advisor, machine, tmp_path, "compose-host", "data-over-udp")
    assert machine("docker info --format {{.LiveRestoreEnabled}}:{{.LoggingDriver}}") == "true:journald"
    assert "Docker Compose" in machine("docker compose version")
    machine("cd /opt/front-end && docker compose config --quiet")
    assert machine("systemctl is-enabled front-end docker").split() == ["enabled"] * 2
    assert waiting(machine) == {f"front-end-{name}.timer" for name in ("health", "backup", "restore-test")}
    machine("systemd-analyze verify /etc/systemd/system/front-end*")
    assert machine("stat -c %a:%u /opt/front-end /opt/front-end/.env /srv/front-end/data").split() == [
        "750:0", "640:0", "750:10001",
    ]  # fmt: skip
    assert machine.lets_in(9000)


def test_a_quadlet_host_is_prepared_and_stays_as_it_is(advisor: Advisor, machine: Machine, tmp_path: Path) -> None:
    prepared(advisor, machine, tmp_path, "quadlet-host", "worker")
    assert waiting(machine) == {"podman-auto-update.timer", "front-end-config.path"}
    machine("systemd-analyze verify --generators=true front-end.service")
    assert "--read-only" in machine("systemctl show --property=ExecStart front-end.service")
    assert machine("stat -c %a:%u /opt/front-end /opt/front-end/config").split() == ["750:0", "755:0"]
    folders = _quadlets(advisor, machine.root / "var/quadlets")
    (machine.root / "var/quadlets/wrong").mkdir()
    (machine.root / "var/quadlets/wrong/x.container").write_text("[Container]\nImage=localhost/x\nReadOnlyRoot=true\n")
    refused = machine(
        "for folder in /var/quadlets/*; do QUADLET_UNIT_DIRS=$folder /usr/libexec/podman/quadlet --dryrun "
        ">/dev/null 2>$folder.said || echo $folder; done"
    )
    print(f"Quadlet's generator: {folders} folders")
    assert folders > 5
    assert refused == "/var/quadlets/wrong", machine("cat /var/quadlets/*.said")


def _quadlets(advisor: Advisor, below: Path) -> int:
    """Every different folder of Quadlet files of the spread, for Podman's own generator. Returns how many."""
    seen = set()
    for starter in spread(advisor):
        for part in ("quadlet/", "monitoring/quadlet/"):
            files = {path.removeprefix(part): text for path, text in starter.files.items() if path.startswith(part)}
            if files and (key := tuple(sorted(files.items()))) not in seen:
                for path, text in files.items():
                    target = below / str(len(seen)) / path
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_text(text)
                seen.add(key)
    return len(seen)


def test_a_host_without_containers_is_prepared_and_stays_as_it_is(
    advisor: Advisor, machine: Machine, tmp_path: Path
) -> None:
    prepared(advisor, machine, tmp_path, "systemd-services", "rolling")
    assert waiting(machine) == set()
    assert machine("systemctl is-active caddy && systemctl is-enabled caddy") == "active\nenabled"
    # What the proxy has loaded, and not what lies on the disk.
    assert "front-end.example.org" in machine("curl -s http://127.0.0.1:2019/config/")
    machine("systemd-analyze verify front-end@8080.service", fails=True)
    assert machine.lets_in(443)
