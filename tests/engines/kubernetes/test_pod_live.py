"""The generated pod on Podman: the program serves, the watcher reloads it, and no crash hides behind the other.

Podman 4 knows no native sidecars, so the sidecar is started as an ordinary container of the same pod; what is shown
is that both work under the generated security settings and that each fails by itself.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from artifacts.cluster_cases import CASES
from artifacts.kubernetes_objects import pods
from artifacts.kustomized import kustomized
from artifacts.starters import filled
from engines.engine_tools import needs

from advisor.service import Advisor

pytestmark = [
    pytest.mark.engines,
    pytest.mark.xdist_group("containers"),
    needs("podman", "runc", "mmdebstrap", root=True),
]

POD = "advisor-pod"


class Podman:
    """Podman with its own storage and the settings that a small machine needs."""

    def __init__(self, work: Path) -> None:
        self.work = work
        (work / "containers.conf").write_text(
            '[containers]\ndefault_ulimits = ["nofile=10000:10000", "nproc=30000:30000"]\n'
            '[engine]\nruntime = "runc"\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n'
        )

    def __call__(self, *words: str, check: bool = True, timeout: float = 120) -> str:
        command = ["podman", "--root", str(self.work / "root"), "--runroot", str(self.work / "run"), *words]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            env=os.environ | {"CONTAINERS_CONF": str(self.work / "containers.conf")},
        )
        assert done.returncode == 0 or not check, done.stderr
        return done.stdout.strip()


@pytest.fixture(scope="module")
def podman(rootfs: Path) -> Iterator[Podman]:
    # Podman refuses a path of more than 50 characters, and a test's own folder may be one.
    with tempfile.TemporaryDirectory(prefix="podman-", ignore_cleanup_errors=True) as work:
        yield from _podman(Path(work), rootfs)


def _podman(work: Path, rootfs: Path) -> Iterator[Podman]:
    made = Podman(work)
    command = 'CMD ["python3","/app/app.py"]'
    path = "ENV PATH=/usr/local/bin:/usr/bin:/bin"
    made("import", "--change", path, "--change", command, str(rootfs), "localhost/app:1", timeout=300)
    yield made
    made("pod", "rm", "-af", check=False)
    made("rmi", "-af", check=False)


def _playable(advisor: Advisor, work: Path) -> Path:
    """The generated pod, with what Podman 4 cannot do taken out."""
    files = filled(advisor, "kubernetes-on-vms", CASES["sidecar"].answers, CASES["sidecar"].decided)
    objects = kustomized(files)
    (pod,) = pods(objects)
    spec = pod.spec
    spec["containers"] += spec.pop("initContainers")
    for container in spec["containers"]:
        container["image"] = "localhost/app:1"
        container.pop("lifecycle", None)
        container.pop("ports", None)
        container.pop("restartPolicy", None)
        for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
            container.pop(probe, None)
        container["env"] = [v for v in container.get("env", []) if "valueFrom" not in v]
        for variable in container["env"]:
            if variable["name"] == "PROCESS":
                variable["value"] = "python3"
        # Podman applies these from the container only.
        container["securityContext"] |= {"runAsUser": 10001, "runAsGroup": 10001}
    for key in ("nodeSelector", "tolerations", "topologySpreadConstraints", "serviceAccountName"):
        spec.pop(key, None)
    source = work / "source"
    source.mkdir()
    for name in ("app.conf", "watch-config.sh"):
        (source / name).write_text(files[f"base/files/{name}"])
        (source / name).chmod(0o755)
    for volume in spec["volumes"]:
        if "configMap" in volume:
            # A ConfigMap changes in a running pod; Podman only copies it, so a folder stands in for it.
            del volume["configMap"]
            volume["hostPath"] = {"path": str(source), "type": "Directory"}
        elif "secret" in volume:
            del volume["secret"]
            volume["hostPath"] = {"path": str(source), "type": "Directory"}
        elif volume["name"] in ("config", "helper-tmp", "tmp"):
            folder = work / volume["name"]
            folder.mkdir()
            os.chown(folder, 10001, 10001)
            del volume["emptyDir"]
            volume["hostPath"] = {"path": str(folder), "type": "Directory"}
    spec["restartPolicy"] = "Never"
    made: dict[str, Any] = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": POD}, "spec": spec}
    config = [thing for thing in objects if thing["kind"] == "ConfigMap" and "LOG_LEVEL" in thing["data"]]
    path = work / "pod.yaml"
    path.write_text(yaml.safe_dump_all([*config, made]))
    return path


def _until(holds: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.5)


def _state(podman: Podman, container: str) -> str:
    return podman("inspect", f"{POD}-{container}", "--format", "{{.State.Status}} {{.State.ExitCode}}")


def test_the_pod_serves_reloads_and_hides_no_crash(advisor: Advisor, podman: Podman, tmp_path: Path) -> None:
    podman("play", "kube", "--network", "none", str(_playable(advisor, tmp_path)), timeout=200)
    _until((tmp_path / "config/app.conf").exists)
    assert _state(podman, "app") == "running 0"
    assert _state(podman, "config-watcher") == "running 0"
    answer = podman("exec", f"{POD}-app", "wget", "-qO-", "http://127.0.0.1:8080/healthz")
    assert answer == "version 1"

    look = "id -u; touch /x 2>&1; grep CapEff /proc/self/status"
    inside = podman("exec", f"{POD}-app", "sh", "-c", look)
    assert "10001" in inside
    assert "Read-only" in inside
    assert "CapEff:\t0000000000000000" in inside

    podman("exec", f"{POD}-config-watcher", "sh", "/helper/watch-config.sh", "check")
    (tmp_path / "source/app.conf").write_text("greeting = changed\n")
    _until(lambda: "changed" in (tmp_path / "config/app.conf").read_text())
    _until(lambda: "sent HUP to python3" in podman("logs", f"{POD}-config-watcher"))

    (tmp_path / "source/app.conf").write_text("")
    _until(lambda: "refused" in (tmp_path / "helper-tmp/config-status").read_text())
    assert "changed" in (tmp_path / "config/app.conf").read_text(), "the old configuration stays"
    refused = subprocess.run(
        ["podman", "--root", str(podman.work / "root"), "--runroot", str(podman.work / "run"),
         "exec", f"{POD}-config-watcher", "sh", "/helper/watch-config.sh", "check"],
        check=False, timeout=30, env=os.environ | {"CONTAINERS_CONF": str(podman.work / "containers.conf")},
    )  # fmt: skip
    assert refused.returncode != 0, "the watcher's own probe shows it"

    # The trap of a process manager as the first process: the program dies and the container still looks well.
    podman("kill", "--signal", "KILL", f"{POD}-app")
    _until(lambda: _state(podman, "app").startswith("exited 137"))
    assert _state(podman, "config-watcher") == "running 0"
