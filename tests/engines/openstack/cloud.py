"""A real OpenStack control plane on the loopback; only the hypervisor is pretended.

Keystone, Glance, Placement, Neutron, Nova and Heat. Machines become ACTIVE but never boot.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path
from typing import Any

from engines.openstack.settings import write_settings

SERVICES = Path(__file__).with_name("services.py")


class Cloud:
    """One process that starts the others, answers questions, and ends them all with itself."""

    def __init__(self, work: Path, environment: Path) -> None:
        self.work = work
        self.binaries = environment / "bin"
        self.clouds = work / "clouds.yaml"
        self._process: subprocess.Popen[str] | None = None
        write_settings(work, environment)

    def start(self) -> None:
        """Bring all of it up, with a catalogue, a flavor, an image and a network that leads out."""
        began = time.monotonic()
        with (self.work / "log" / "services.out").open("wb") as log:
            self._process = subprocess.Popen(
                [str(self.binaries / "python"), "-W", "ignore", str(SERVICES), str(self.work)], env=self._variables(),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True,
            )  # fmt: skip
        self._told()
        print(f"the cloud started in {time.monotonic() - began:.0f} s")

    def ask(self, question: str, *words: str) -> Any:
        """One of the clerk's questions."""
        assert self._process is not None
        assert self._process.stdin is not None
        print(json.dumps([question, *words]), file=self._process.stdin, flush=True)
        said = self._told()
        if "failed" in said:
            raise RuntimeError(said["failed"])
        return said["answer"]

    def holds(self) -> dict[str, list[str]]:
        """Everything that a project may leave behind, by kind."""
        held: dict[str, list[str]] = self.ask("holdings")
        return held

    def stop(self) -> None:
        """End it: with the end of its questions it ends everything else."""
        if self._process is None:
            return
        try:
            self._process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, 9)
            self._process.communicate()

    def _told(self) -> Any:
        assert self._process is not None
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            said = (self.work / "log" / "services.out").read_text()
            raise RuntimeError(f"the cloud ended; {said[-1500:]}")
        return json.loads(line)

    def _variables(self) -> dict[str, str]:
        return os.environ | {
            "OS_CLIENT_CONFIG_FILE": str(self.clouds),
            "PYTHONWARNINGS": "ignore",
            "OS_NOVA_DISABLE_EVENTLET_PATCHING": "1",
            "OS_KEYSTONE_CONFIG_FILES": str(self.work / "keystone/keystone.conf"),
            "OS_GLANCE_CONFIG_DIR": str(self.work / "glance"),
            "OS_GLANCE_CONFIG_FILES": "glance-api.conf",
            "OS_PLACEMENT_CONFIG_DIR": str(self.work / "placement"),
            "OS_NEUTRON_CONFIG_DIR": str(self.work / "neutron"),
            "OS_NEUTRON_CONFIG_FILES": "neutron.conf",
            "OS_NOVA_CONFIG_DIR": str(self.work / "nova"),
        }
