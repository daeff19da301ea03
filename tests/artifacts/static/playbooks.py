"""Ansible: tasks that do something, variables that exist and are used, files, collections and units that are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import yaml
from artifacts.static.check import Check, Files
from artifacts.static.formats import documents
from artifacts.static.module_options import misuse
from jinja2 import Environment, TemplateSyntaxError, meta, nodes

_WORDS = {
    "name", "when", "loop", "loop_control", "register", "vars", "until", "retries", "delay", "no_log", "block",
    "rescue", "always", "notify", "become", "become_user", "changed_when", "failed_when", "delegate_to", "run_once",
    "tags", "environment", "with_items", "check_mode", "args", "listen", "ignore_errors", "connection", "throttle",
    "diff", "async", "poll", "module_defaults",
}  # fmt: skip
_PLAY = {
    "name", "hosts", "connection", "gather_facts", "vars", "vars_files", "tasks", "handlers", "become", "serial",
    "module_defaults", "any_errors_fatal", "max_fail_percentage", "roles", "pre_tasks", "post_tasks", "environment",
    "strategy", "vars_prompt", "order", "run_once",
}  # fmt: skip
_MODULE = re.compile(r"[a-z_]+\.[a-z_]+\.[a-z_0-9]+")
# Their text is an expression without braces.
_EXPRESSIONS = {"when", "until", "failed_when", "changed_when", "that"}
_GIVEN = {
    "item", "omit", "inventory_hostname", "hostvars", "groups", "group_names", "ansible_play_hosts", "playbook_dir",
    "role_path", "lookup", "query", "q", "now", "undef", "range", "dict", "namespace", "true", "false", "none", "True",
    "False", "None",
}  # fmt: skip
# Units that the systems bring; what else is started is written by the folder itself.
_UNITS = {
    "ssh", "sshd", "docker", "containerd", "nftables", "podman", "chrony", "systemd-timesyncd", "unattended-upgrades",
    "dnf-automatic.timer", "kubelet", "crio", "nomad", "caddy", "systemd-journald", "systemd-journal-upload", "auditd",
    "apt-daily-upgrade.timer", "apt-daily.timer", "fstrim.timer", "etcd", "haproxy", "keepalived", "systemd-resolved",
}  # fmt: skip


def is_playbook(path: str, text: str) -> bool:
    """A list of plays or of tasks."""
    return (
        path.endswith(".yml") and bool(re.search(r"^- name: |^- hosts: ", text, re.MULTILINE)) and "tenants" not in path
    )


def _tasks(path: str, files: Files) -> Iterator[str]:
    for included in re.findall(r"(?:import|include)_tasks: (\S+)", files[path]):
        folder = path.rpartition("/")[0]
        if included not in files and f"tasks/{included}" not in files and f"{folder}/{included}" not in files:
            yield f"includes {included}, which is not there"
    for play in _plays(path, files):
        yield from _play(play)


def _play(play: object) -> Iterator[str]:
    if not isinstance(play, dict):
        return
    if "hosts" in play:
        yield from (f"a play does not know {key}" for key in set(play) - _PLAY)
        for part in ("tasks", "handlers", "pre_tasks", "post_tasks"):
            for task in play.get(part) or []:
                yield from _play(task)
        return
    modules = [key for key in play if _MODULE.fullmatch(key)]
    unknown = set(play) - _WORDS - set(modules)
    if unknown:
        yield f"a task does not know {sorted(unknown)}"
    if "name" not in play:
        yield "a task has no name"
    if not modules and "block" not in play:
        yield f"the task {play.get('name')} does nothing"
    for key in ("retries", "delay"):
        if not re.fullmatch(r"\d+|.*\{\{.*", str(play.get(key, 0))):
            yield f"{key} is not a number: {play[key]}"
    if len(modules) > 1:
        yield f"the task {play.get('name')} calls {len(modules)} modules"
    for part in ("block", "rescue", "always"):
        for task in play.get(part) or []:
            yield from _play(task)


def _variables(path: str, files: Files) -> Iterator[str]:
    defined = _defined(tuple((name, files[name]) for name in files if name.endswith((".yml", ".md", ".cfg", ".sh"))))
    for used in sorted(_used(path, files)):
        if used not in defined | _GIVEN and not used.startswith("ansible_"):
            yield f"nothing sets the variable {used}"
    for text in _texts(documents(files[path])):
        bare = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", text, flags=re.DOTALL)
        if "{{" in text and (bare.count("{") != bare.count("}") or bare.count("[") != bare.count("]")):
            yield f"a bracket stays open: {' '.join(text.split())[:60]}"


def _unused(path: str, files: Files) -> Iterator[str]:
    """Variables of the folder that nothing reads."""
    values = documents(files[path])
    others = "".join(text for name, text in files.items() if name != path and not name.endswith(".md"))
    for name in values[0] if values and isinstance(values[0], dict) else ():
        own = len(re.findall(rf"\b{re.escape(str(name))}\b", files[path]))
        if not re.search(rf"\b{re.escape(str(name))}\b", others) and own < 2 and not str(name).startswith("ansible_"):
            yield f"nothing reads {name}"


@cache
def _defined(files: tuple[tuple[str, str], ...]) -> frozenset[str]:
    found: set[str] = set()
    for path, text in files:
        found.update(re.findall(r"(?:-e|--extra-vars)[ =][\"']?(\w+)=", text))
        if path.endswith(".yml") and not path.startswith("."):
            for document in documents(text):
                found |= _sets(document)
                if isinstance(document, dict):
                    found |= {str(key) for key in document}
    return frozenset(found)


def _sets(part: Any) -> set[str]:
    found: set[str] = set()
    if isinstance(part, list):
        for each in part:
            found |= _sets(each)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key in ("vars", "ansible.builtin.set_fact", "hosts") and isinstance(value, dict):
                found |= set(value)
            elif key in ("register", "loop_var", "index_var") and isinstance(value, str):
                found.add(value)
            elif key == "vars_prompt":
                found |= {prompt["name"] for prompt in value}
            if key == "hosts" and isinstance(value, dict):
                found |= {str(own) for host in value.values() if isinstance(host, dict) for own in host}
            found |= _sets(value)
    return found


def _used(path: str, files: Files) -> set[str]:
    found: set[str] = set()
    for key, text in _keyed(documents(files[path]), ""):
        found |= _names("{{ " + text + " }}" if key in _EXPRESSIONS and "{{" not in text else text)
    return found


@cache
def _names(text: str) -> frozenset[str]:
    if "{{" not in text and "{%" not in text:
        return frozenset()
    environment = Environment(autoescape=False)
    try:
        tree = environment.parse(text)
    except TemplateSyntaxError as error:
        return frozenset({f"({error.message})"})
    for kind, known in ((nodes.Filter, environment.filters), (nodes.Test, environment.tests)):
        known.update({node.name: str for node in tree.find_all(kind)})
    spared = {node.node.name for node in tree.find_all(nodes.Filter)
              if node.name in ("default", "d") and isinstance(node.node, nodes.Name)}  # fmt: skip
    return frozenset(meta.find_undeclared_variables(tree) - spared)


def _keyed(part: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(part, str):
        yield key, part
    elif isinstance(part, list):
        for each in part:
            yield from _keyed(each, key)
    elif isinstance(part, dict):
        for name, value in part.items():
            yield from _keyed(value, str(name))


def _texts(part: Any) -> Iterator[str]:
    return (text for _, text in _keyed(part, ""))


def _collections(path: str, files: Files) -> Iterator[str]:
    beside = path.rpartition("/")[0]
    used = {
        ".".join(module.split(".")[:2])
        for name, text in files.items()
        if name.endswith(".yml") and name.startswith(beside)
        for module in re.findall(r"^ *(?:- )?([a-z_]+\.[a-z_]+\.[a-z_0-9]+):", text, re.MULTILINE)
    } - {"ansible.builtin"}
    listed = {collection["name"] for collection in documents(files[path])[0].get("collections", [])}
    if used - listed:
        yield f"does not list {sorted(used - listed)}"
    if listed - used:
        yield f"lists {sorted(listed - used)}, which nothing uses"


def _units(path: str, files: Files) -> Iterator[str]:
    everything = "".join(files.values())
    for task in _all_tasks(_plays(path, files)):
        for module in ("ansible.builtin.systemd_service", "ansible.builtin.systemd", "ansible.builtin.service"):
            unit = str((task.get(module) or {}).get("name", ""))
            short = unit.removesuffix(".service")
            written = any(name.rpartition("/")[2].startswith(f"{short}.") for name in files)
            written |= bool(re.search(rf"/{re.escape(short)}\.(service|timer|socket|mount)\b", everything))
            if unit and "{{" not in unit and short not in _UNITS and not written:
                yield f"starts {unit}, which nobody writes"


def _notified(path: str, files: Files) -> Iterator[str]:
    plays = _plays(path, files)
    handlers = {task.get("name") for play in plays if isinstance(play, dict) for task in play.get("handlers") or []}
    told = [task.get("notify") for task in _all_tasks(plays) if "notify" in task]
    for name in (each for names in told for each in (names if isinstance(names, list) else [names])):
        if handlers and name not in handlers:
            yield f"notifies {name}, which is no handler"


def _plays(path: str, files: Files) -> list[Any]:
    return [play for document in documents(files[path]) if isinstance(document, list) for play in document]


def _all_tasks(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, list):
        for each in part:
            yield from _all_tasks(each)
    elif isinstance(part, dict):
        if any(_MODULE.fullmatch(str(key)) for key in part):
            yield part
        for key in ("tasks", "handlers", "pre_tasks", "post_tasks", "block", "rescue", "always"):
            yield from _all_tasks(part.get(key) or [])


def _options(path: str, files: Files) -> Iterator[str]:
    used = [
        (module, task[module])
        for task in _all_tasks(_plays(path, files))
        for module in task
        if _MODULE.fullmatch(module)
    ]
    yield from misuse(used)


def _placeholders(path: str, files: Files) -> Iterator[str]:
    """What the guest asks for in double braces is given by whatever makes the machine."""
    beside = "".join(text for name, text in files.items() if name != path and not name.endswith(".md"))
    for name in sorted(set(re.findall(r"\{\{ ([a-z0-9_]+) \}\}", files[path]))):
        if not re.search(rf"(?m)^\s*(?:- |base_|release_)?{name}\s*[:=]", beside) and f'"{name}"' not in beside:
            yield f"nobody gives {name}"


def _is_values(path: str, text: str) -> bool:
    return path.endswith(("group_vars/all.yml", "variables.yml")) and bool(yaml.safe_load(text))


CHECKS = (
    Check("our rules", is_playbook, _tasks),
    Check("our rules", is_playbook, _variables),
    Check("our rules", _is_values, _unused),
    Check("our rules", lambda path, _: path.endswith("requirements.yml"), _collections),
    Check("our rules", is_playbook, _units),
    Check("our rules", is_playbook, _notified),
    Check("our rules", lambda path, _: path.startswith("guest/") and path.endswith((".yaml", ".json")), _placeholders),
    Check("the modules' own options", is_playbook, _options, needs="ansible-doc"),
)
