"""Docker's own client reads every stack file: nothing in it is one of the options that Swarm silently leaves out."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from artifacts.spread import spread
from engines.engine_tools import needs

from advisor.service import Advisor

pytestmark = [pytest.mark.engines, needs("docker")]
_LEFT_OUT = re.compile(r"Ignoring (?:unsupported|deprecated) options: .*")
_WANTED = re.compile(r"\$\{(\w+):?\?")


def read(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    """`docker stack deploy` without an engine: the client reads the whole file before it asks for one."""
    (folder / "stack.yaml").write_text(text)
    filled_in = dict.fromkeys(_WANTED.findall(text), "1") | {"IMAGE": f"app@sha256:{'1' * 64}"}
    return subprocess.run(
        ["docker", "--host", f"unix://{folder}/none.sock", "stack", "deploy", "--compose-file", "stack.yaml", "shop"],
        cwd=folder, env=os.environ | filled_in, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_swarm_leaves_nothing_out(advisor: Advisor, tmp_path: Path) -> None:
    count = 0
    for starter in spread(advisor):
        for path, text in starter.files.items():
            if Path(path).name != "stack.yaml":
                continue
            folder = tmp_path / str(count)
            for named in re.findall(r"^\s+file: (\S+)$", text, flags=re.MULTILINE):
                (folder / named).parent.mkdir(parents=True, exist_ok=True)
                (folder / named).write_text("")
            folder.mkdir(exist_ok=True)
            done = read(folder, text)
            assert "annot connect to the Docker daemon" in done.stderr, (str(starter), path, done.stderr)
            assert not _LEFT_OUT.findall(done.stdout + done.stderr), (str(starter), path)
            count += 1
    print(f"{count} stack files read, none with an option that Swarm leaves out")
    assert count > 20


def test_the_client_says_what_it_leaves_out(tmp_path: Path) -> None:
    text = 'version: "3.8"\nservices:\n  app:\n    image: app\n    privileged: true\n    restart: always\n'
    done = read(tmp_path, text)
    assert _LEFT_OUT.findall(done.stdout + done.stderr)
