"""The checks that ask a tool do notice a mistake, and do not only stay quiet."""

from __future__ import annotations

import pytest
from artifacts.host_cases import VM_CASES
from artifacts.starters import filled
from artifacts.static.check import Check
from artifacts.static.every import CHECKS
from engines.engine_tools import needs

from advisor.service import Advisor

pytestmark = pytest.mark.engines

CLOUDFORMATION = """\
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties: {Size: 1}
"""


def check(name: str) -> Check:
    return next(check for check in CHECKS if check.name == name)


@needs("systemd-analyze")
def test_systemd_notices_a_wrong_unit() -> None:
    unit = "[Service]\nExecStart=/bin/true\nRestart=sometimes\n"
    assert "restart specifier" in str(check("systemd-analyze verify").complaints({"systemd/wrong.service": unit}))


@needs("heat-engine")
def test_heat_notices_a_wrong_property(advisor: Advisor) -> None:
    case = VM_CASES["nothing-answered"]
    decided = case.decided | {"provisioning": "heat-template"}
    files = filled(advisor, "one-container-per-vm", case.answers, decided)
    assert check("Heat's own engine").complaints(files) == []
    files["heat/machine.yaml"] = files["heat/machine.yaml"].replace("config_drive:", "config_drives:")
    assert "config_drives" in str(check("Heat's own engine").complaints(files))


@needs("cfn-lint")
def test_cfn_lint_notices_a_wrong_property() -> None:
    assert "'Size'" in str(check("cfn-lint").complaints({"service.yaml": CLOUDFORMATION}))


@needs("ansible-doc")
def test_a_wrong_option_and_a_wrong_module_are_noticed() -> None:
    tasks = "- name: Copy\n  ansible.builtin.copy: {src: a, dst: b}\n- name: Move\n  ansible.builtin.mvoe: {src: a}\n"
    found = str(check("the modules' own options").complaints({"tasks.yml": tasks}))
    assert "does not know dst" in found
    assert "there is no module ansible.builtin.mvoe" in found
