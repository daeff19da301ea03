"""A Docker engine of our own in a folder, and images made without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engines.compose.registry import Registry
from engines.engine_tools import tool

HERE = Path(__file__).parent


@dataclass
class Engine:
    """A running engine; `environment` is what a program needs to reach it, Compose included."""

    work: Path
    registry: Registry
    environment: dict[str, str]

    def docker(self, *words: str, timeout: float = 120) -> str:
        done = subprocess.run(
            ["docker", *words], env=self.environment, check=False, capture_output=True, text=True, timeout=timeout
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def image(self, name: str, *programs: Path, entrypoint: str = '["/bin/app"]') -> str:
        """An image with the small application and `programs`, pushed; returns its reference by digest.

        The application called `sick` is never healthy.
        """
        root = self.work / f"image-{name}"
        for folder in ("bin", "tmp", "data", "run", "etc"):
            (root / folder).mkdir(parents=True, exist_ok=True)
        (root / "tmp").chmod(0o1777)
        busybox = tool("busybox")
        assert busybox is not None
        shutil.copy(busybox, root / "bin" / "busybox")
        for applet in ("sh", "wget", "sleep", "cat", "cp", "mkdir", "echo", "httpd"):
            (root / "bin" / applet).unlink(missing_ok=True)
            (root / "bin" / applet).symlink_to("busybox")
        shutil.copy(HERE / "app.sh", root / "bin" / "app")
        (root / "bin" / "app").chmod(0o755)
        (root / "name").write_text(name)
        for program in programs:
            shutil.copy(program, root / "bin" / program.name)
            for library in _libraries(program):
                copy = root / library.relative_to("/")
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(library, copy)
        archive = self.work / f"{name}.tar"
        with tarfile.open(archive, "w") as out:
            for path in sorted(root.iterdir()):
                out.add(path, path.name)
        tag = f"{self.registry.address}/shop/app:{name}"
        changes = ["--change", f"ENTRYPOINT {entrypoint}", "--change", "ENV PATH=/bin"]
        self.docker("import", *changes, str(archive), tag)
        self.docker("push", "-q", tag)
        reference = self.docker("image", "inspect", "--format", "{{index .RepoDigests 0}}", tag)
        self.docker("image", "rm", "--force", self.docker("image", "inspect", "--format", "{{.Id}}", tag))
        return reference


def _libraries(program: Path) -> list[Path]:
    """What a program needs from the system to be started."""
    done = subprocess.run(["ldd", program], capture_output=True, text=True, check=False)
    return [Path(word) for line in done.stdout.splitlines() for word in line.split() if word.startswith("/")]


def client_with_compose(config: Path) -> None:
    """A folder for the client's settings in which it finds Compose."""
    compose = tool("docker-compose")
    assert compose is not None
    (config / "cli-plugins").mkdir(parents=True)
    (config / "cli-plugins" / "docker-compose").symlink_to(compose)


@contextmanager
def running_engine() -> Iterator[Engine]:
    """Start an engine of our own, apart from any other on this machine, and stop it afterwards."""
    work = Path(tempfile.mkdtemp(prefix="advisor-compose-"))
    client_with_compose(work / "config")
    environment = os.environ | {
        "DOCKER_HOST": f"unix://{work}/docker.sock",
        "DOCKER_CONFIG": str(work / "config"),
        "PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin",
    }
    command = [
        "dockerd", "--data-root", f"{work}/data", "--exec-root", f"{work}/run", "--pidfile", f"{work}/pid",
        "--host", f"unix://{work}/docker.sock", "--bridge", "none", "--default-address-pool",
        "base=10.231.0.0/16,size=24", "--cgroup-parent", f"/{work.name}", "--log-driver", "json-file",
    ]  # fmt: skip
    with (work / "log").open("wb") as log:
        engine = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
    registry = Registry()
    try:
        for _ in range(120):
            if subprocess.run(["docker", "info"], env=environment, capture_output=True, check=False).returncode == 0:
                break
            if engine.poll() is not None:
                break
            time.sleep(0.5)
        else:
            engine.kill()
        if engine.poll() is not None:
            raise RuntimeError(f"the engine does not start: {(work / 'log').read_text()[-800:]}")
        yield Engine(work, registry, environment)
    finally:
        if engine.poll() is None:
            left = subprocess.run(
                ["docker", "ps", "--all", "-q"], env=environment, capture_output=True, text=True, check=False
            )
            if left.stdout.split():
                subprocess.run(
                    ["docker", "rm", "--force", *left.stdout.split()], env=environment, capture_output=True, check=False
                )
            subprocess.run(["docker", "network", "prune", "--force"], env=environment, capture_output=True, check=False)
            engine.terminate()
            engine.wait(timeout=30)
        registry.shutdown()
        registry.server_close()
        shutil.rmtree(work, ignore_errors=True)
