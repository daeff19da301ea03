"""Three Docker engines in network namespaces of their own, which a starter may form into a Swarm."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from engines.engine_tools import needs
from engines.filling import fill_in

MARKS = [
    pytest.mark.engines,
    pytest.mark.xdist_group("containers"),
    needs("dockerd", "docker", "mmdebstrap", "ip", "nsenter", "openssl", "ansible-playbook", root=True),
]
HERE = Path(__file__).parent
ADDRESSES = ["172.29.7.11", "172.29.7.12", "172.29.7.13"]


@dataclass
class Engines:
    """Engine N listens on a socket below `work` and has the address 172.29.7.1N."""

    work: Path

    def socket(self, node: int) -> str:
        return f"unix://{self.work}/n{node}/docker.sock"

    def docker(self, *words: str, node: int = 1, timeout: float = 120) -> str:
        command = ["docker", "-H", self.socket(node), *words]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=timeout).stdout.strip()

    def take(self, rootfs: Path, node: int) -> None:
        """The small Debian, as `live/base:1`."""
        self.docker("import", "--change", 'CMD ["python3","/app/app.py"]', str(rootfs), "live/base:1", node=node)

    def variant(self, name: str, *changes: str, node: int) -> None:
        """An image made of the small Debian by `docker commit --change`."""
        container = self.docker("create", "live/base:1", node=node)
        self.docker(
            "commit", *[word for change in changes for word in ("--change", change)], container, name, node=node
        )
        self.docker("rm", container, node=node)


@dataclass
class Swarm:
    """The engines, and a starter's folder."""

    engines: Engines
    folder: Path

    def docker(self, *words: str, node: int = 1, timeout: float = 120) -> str:
        return self.engines.docker(*words, node=node, timeout=timeout)

    def script(self, *words: str, timeout: float = 300, **environment: str) -> subprocess.CompletedProcess[str]:
        set_ = os.environ | {"DOCKER_HOST": self.engines.socket(1), "WAIT_SECONDS": "200"} | environment
        return subprocess.run(
            list(words), cwd=self.folder, env=set_, capture_output=True, text=True, timeout=timeout, check=False
        )

    def set(self, **values: str) -> None:
        fill_in(self.folder / ".env", values)

    def write_inventory(self) -> None:
        """The three engines are the managers; the first one is the way in."""
        hosts = ""
        for n, address in enumerate(ADDRESSES, 1):
            labels = f"zone: z{n}" + (", ingress: 'true'" if n == 1 else "")
            engine = self.engines.socket(n)
            hosts += f"        manager-{n}: {{address: {address}, docker_host: '{engine}', labels: {{{labels}}}}}\n"
        inventory = self.folder / "swarm/inventory.yml"
        text = inventory.read_text()
        head = text[: text.index("    managers:")]
        inventory.write_text(f"{head}    managers:\n      hosts:\n{hosts}    workers:\n      hosts: {{}}\n")


def tear_down(work: Path) -> None:
    subprocess.run([HERE / "down.sh", work], check=False, timeout=300, capture_output=True)
    shutil.rmtree(work, ignore_errors=True)
