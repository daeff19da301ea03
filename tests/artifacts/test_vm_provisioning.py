"""The ways to create the machines: each fills exactly what the guest asks for, is closed, and refuses placeholders."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from artifacts.guests import guest_text, places
from artifacts.host_cases import VM_CASES
from artifacts.lint_tools import lint, needs_linters, scripts
from artifacts.starters import filled, written

from advisor.service import Advisor

PATTERNS = ("one-container-per-vm", "few-containers-per-vm")
CLOUDS: dict[str, dict[str, str | list[str]]] = {
    "openstack": {"hosting": ["own-datacentre"], "datacentre-offers": ["openstack"]},
    "aws": {"hosting": ["aws"]},
    "google": {"hosting": ["google-cloud"]},
    "azure": {"hosting": ["azure"]},
    "other": {"hosting": ["other-cloud"]},
}
every = pytest.mark.parametrize(("pattern", "name"), [(pattern, name) for pattern in PATTERNS for name in VM_CASES])


def starter(advisor: Advisor, pattern: str, name: str, **decided: str) -> dict[str, str]:
    case = VM_CASES[name]
    return filled(advisor, pattern, case.answers, case.decided | decided)


def tasks(document: Any) -> list[dict[str, Any]]:
    """Every task of a play or a task file, those in blocks included."""
    found = []
    for entry in document:
        if "hosts" in entry:
            found += tasks(entry.get("tasks", []))
        else:
            found.append(entry)
            for part in ("block", "rescue", "always"):
                found += tasks(entry.get(part, []))
    return found


@every
def test_the_playbooks_only_call_the_api(advisor: Advisor, pattern: str, name: str) -> None:
    files = starter(advisor, pattern, name)
    allowed = re.compile(
        r"openstack\.cloud\.\w+|ansible\.builtin\.(assert|set_fact|import_tasks|include_tasks|uri|fail|meta|debug|wait_for)"
    )
    words = {"name", "when", "loop", "loop_control", "register", "vars", "until", "retries", "delay", "no_log", "block",
             "rescue", "always"}  # fmt: skip
    playbooks = {path: text for path, text in files.items() if re.fullmatch(r"(tasks/)?[a-z-]+\.yml", path)}
    for path, text in playbooks.items():
        if path in ("inventory.yml", "requirements.yml"):
            continue
        for task in tasks(yaml.load(text, yaml.CSafeLoader)):
            modules = set(task) - words
            assert all(allowed.fullmatch(module) for module in modules), (path, modules)


@every
def test_every_included_file_is_there(advisor: Advisor, pattern: str, name: str) -> None:
    files = starter(advisor, pattern, name)
    for path, text in files.items():
        for included in re.findall(r"(?:import|include)_tasks: (\S+)", text):
            assert included in files or f"tasks/{included}" in files, (path, included)


@every
def test_ansible_has_a_value_for_all_that_the_guest_asks(advisor: Advisor, pattern: str, name: str) -> None:
    files = starter(advisor, pattern, name)
    given = set(yaml.load(files["group_vars/all.yml"], yaml.CSafeLoader))
    made = set(re.findall(r"(\w+_b64):", files["tasks/create.yml"]))
    assert places(guest_text(files)[1]) <= given | made


@every
def test_ansible_uses_every_variable_that_is_to_be_filled_in(advisor: Advisor, pattern: str, name: str) -> None:
    files = starter(advisor, pattern, name)
    rest = "".join(
        text for path, text in files.items() if path.endswith((".yml", ".yaml", ".json")) and "all.yml" not in path
    )
    for variable in yaml.load(files["group_vars/all.yml"], yaml.CSafeLoader):
        assert re.search(rf"\b{variable}\b", rest), variable


@every
def test_a_volume_is_taken_over_and_backed_up(advisor: Advisor, pattern: str, name: str) -> None:
    files = starter(advisor, pattern, name)
    wanted = name in ("volume", "volumes-behind-balancer", "flatcar-volume-vault")
    assert ("tasks/replace.yml" in files) == ("backup.yml" in files) == ("restore-test.yml" in files) == wanted
    assert ("tasks/switch.yml" in files) != wanted
    assert ("server_volume" in files["rollback.yml"]) == wanted


@pytest.mark.parametrize("name", VM_CASES)
def test_what_cannot_be_without_a_gap_says_so(advisor: Advisor, name: str) -> None:
    readme = starter(advisor, "one-container-per-vm", name)["README.md"]
    assert ("contradicts the answer" in readme) == (name == "volume")


@every
def test_heat_has_a_parameter_for_all_that_the_guest_asks(advisor: Advisor, pattern: str, name: str) -> None:
    files = starter(advisor, pattern, name, provisioning="heat-template")
    release = yaml.load(files["heat/release.yaml"], yaml.CSafeLoader)
    assert places(guest_text(files)[1]) == set(re.findall(r'"\{\{ (\w+) \}\}":', files["heat/release.yaml"]))
    settings = files["heat/settings.env"] + files["heat/deploy.sh"]
    from_base = set(yaml.load(files["heat/base.yaml"], yaml.CSafeLoader)["outputs"]) | {"release"}
    for parameter in set(release["parameters"]) - from_base:
        assert f"release_{parameter}=" in settings, parameter
    for parameter in yaml.load(files["heat/base.yaml"], yaml.CSafeLoader)["parameters"]:
        assert f"base_{parameter}=" in settings, parameter


@pytest.mark.parametrize(
    ("words", "reason"),
    [((), "placeholder"), (("rolback",), "usage"), (("teardown",), "say so"), (("teardown", "shop"), "say so")],
)
def test_heat_is_not_asked_for_what_cannot_be_done(
    advisor: Advisor, tmp_path: Path, words: tuple[str, ...], reason: str
) -> None:
    case = VM_CASES["nothing-answered"]
    decided = case.decided | {"provisioning": "heat-template"}
    folder = written(advisor, tmp_path, "one-container-per-vm", case.answers, decided)
    # Without an `openstack` on this path, anything that asked the cloud would end in another way.
    refused = subprocess.run(
        ["bash", "heat/deploy.sh", *words], cwd=folder, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert refused.returncode == 1
    assert reason in refused.stderr


@every
@pytest.mark.parametrize("cloud", CLOUDS)
def test_opentofu_can_be_read(advisor: Advisor, pattern: str, name: str, cloud: str) -> None:
    hcl = pytest.importorskip("pygohcl", reason="not installed: pygohcl")
    case = VM_CASES[name]
    answers = {key: value for key, value in case.answers.items() if key not in ("hosting", "datacentre-offers")}
    files = filled(advisor, pattern, answers | CLOUDS[cloud], case.decided | {"provisioning": "opentofu"})
    texts = {path: text for path, text in files.items() if path.startswith("tofu/")}
    read = {path: hcl.loads(text) for path, text in texts.items() if path.endswith(".tf")}
    declared = set(read["tofu/variables.tf"]["variable"])
    used = set(re.findall(r"\bvar\.(\w+)", "".join(texts[path] for path in texts if path.endswith(".tf"))))
    assert used <= declared
    set_ = set(re.findall(r"^(\w+) *=", texts["tofu/terraform.tfvars"], re.MULTILINE))
    assert declared - set_ <= {"app_secrets", "vault_wrapped_token"}
    assert set_ <= declared
    assert places(guest_text(files)[1]) == set(re.findall(r'"\{\{ (\w+) \}\}"', texts["tofu/guest.tf"]))


@every
def test_by_hand_a_script_fills_the_guest_file(advisor: Advisor, tmp_path: Path, pattern: str, name: str) -> None:
    case = VM_CASES[name]
    folder = written(advisor, tmp_path, pattern, case.answers, case.decided | {"provisioning": "by-hand"})
    guest = folder / "guest"
    script = ["bash", "make-seed.sh"]
    environment = {"PATH": "/usr/bin:/bin", "APP_SECRETS": "TOKEN=a/b&c", "VAULT_WRAPPED_TOKEN": "s.once"}
    refused = subprocess.run(script, cwd=guest, env=environment, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "placeholder" in refused.stderr
    values = (guest / "values.env").read_text().replace("@sha256:0", "@sha256:1")
    (guest / "values.env").write_text(values)
    subprocess.run(script, cwd=guest, env=environment, capture_output=True, check=True)
    text = (guest / "user-data").read_text()
    assert places(text) == set()
    assert oct((guest / "user-data").stat().st_mode)[-2:] == "00"


@needs_linters("shellcheck")
@pytest.mark.parametrize("way", ["heat-template", "by-hand"])
@every
def test_the_scripts_are_sound(advisor: Advisor, tmp_path: Path, pattern: str, name: str, way: str) -> None:
    case = VM_CASES[name]
    folder = written(advisor, tmp_path, pattern, case.answers, case.decided | {"provisioning": way})
    assert lint(folder, "shellcheck", *scripts(folder)) == ""
