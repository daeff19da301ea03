"""What makes machines and stands before them: Heat, OpenTofu and Packer, Caddy, nftables."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pygohcl
from artifacts.static.check import Check, Files, folder_says, named, unkept, warm_says
from artifacts.static.formats import documents


def _caddy(path: str, files: Files) -> Iterator[str]:
    said = folder_says(
        {path: files[path]},
        "env",
        "DOMAIN=shop.example.org",
        "PROXY_ADDRESS=127.0.0.1",
        "caddy",
        "validate",
        "--adapter",
        "caddyfile",
        "--config",
        path,
    )
    yield from said.splitlines()[-1:]
    for address in re.findall(r"^\s*admin (\S+)", files[path], re.MULTILINE):
        if not address.startswith(("127.0.0.1:", "localhost:", "unix/")) and address != "off":
            yield f"everybody may change it: admin {address}"
    yield from unkept(("reverse_proxy", "health_uri", "health_interval", "Strict-Transport-Security"), files[path])


def _tofu(path: str, files: Files) -> Iterator[str]:
    folder = path.rpartition("/")[0] + "/"
    texts = {
        name: text
        for name, text in files.items()
        if name.startswith(folder) and name.endswith((".tf", ".tfvars", ".pkr.hcl"))
    }
    code = "".join(text for name, text in texts.items() if not name.endswith(".tfvars"))
    declared = set(re.findall(r'^variable "(\w+)"', code, re.MULTILINE))
    used = set(re.findall(r"\bvar\.(\w+)", code))
    if declared != used:
        yield f"variables declared and used differ: {sorted(declared ^ used)}"
    resources = set(re.findall(r'^(?:resource|data) "(\w+)" "(\w+)"', code, re.MULTILINE))
    for kind, name in set(
        re.findall(r"\b((?:openstack|aws|google|azurerm)_\w+)\.(\w+)", re.sub(r'"[^"$]*"', "", code))
    ):
        if (kind, name) not in resources:
            yield f"{kind}.{name} does not exist"
    given = [
        text for name, text in files.items() if name.startswith(folder) and name.endswith((".tfvars", ".pkrvars.hcl"))
    ]
    for text in given:
        unknown = set(pygohcl.loads(text)) - declared
        if unknown:
            yield f"values for nothing: {sorted(unknown)}"
    plugins = re.findall(r"required_plugins \{(.*?)\n  \}", code, re.DOTALL)
    wanted = {name for part in plugins for name in re.findall(r"^    (\w+) = \{", part, re.MULTILINE)}
    if plugins and wanted != {kind.split("-")[0] for kind in re.findall(r'^source "([\w-]+)"', code, re.MULTILINE)}:
        yield f"the plugins are not those of the builder: {sorted(wanted)}"
    if "required_providers" not in code and "required_plugins" not in code:
        yield "no provider is pinned"
    if re.search(r'0\.0\.0\.0/0"[^\n]*\n[^}]*direction *= *"ingress"|direction *= *"ingress"[^}]*0\.0\.0\.0/0', code):
        yield "open to the world"


def _haproxy(path: str, files: Files) -> Iterator[str]:
    said = folder_says(
        {"haproxy.cfg": re.sub(r"(?m)^\s*bind .*ssl.*$", "", files[path])}, "haproxy", "-c", "-f", "haproxy.cfg"
    )
    yield from [line[:200] for line in said.splitlines() if "ALERT" in line or "unknown" in line][:3]


def _nft(path: str, files: Files) -> Iterator[str]:
    yield from folder_says({path: files[path]}, "nft", "--check", "--file", path).splitlines()[:2]


def _heat(path: str, files: Files) -> Iterator[str]:
    needed = {name: text for name, text in files.items() if name.startswith(("heat/", "guest/"))}
    yield from warm_says(needed, "heat-engine", "heat_validate:main").splitlines()[:3]


_VALUES = re.compile(r"^(?:base|release)_(\w+)=", re.MULTILINE)


def _heat_values(path: str, files: Files) -> Iterator[str]:
    given = set(_VALUES.findall(files.get("heat/settings.env", "") + files.get("heat/deploy.sh", "")))
    for name in ("base", "release"):
        for parameter, about in documents(files[f"heat/{name}.yaml"])[0].get("parameters", {}).items():
            if parameter not in given and parameter != "release" and "default" not in about and name == "base":
                yield f"no value for {parameter} of {name}"


CHECKS = (
    Check("caddy validate", named("Caddyfile"), _caddy, needs="caddy"),
    Check(
        "our rules",
        lambda path, _: path.endswith((".tf", ".pkr.hcl")) and "guest" not in path and "variables" not in path,
        _tofu,
    ),
    Check("haproxy -c", named("config/haproxy.cfg", "monitoring/engine.cfg"), _haproxy, needs="haproxy"),
    Check("nft --check", named(".nft"), _nft, needs="nft"),
    Check("Heat's own engine", named("heat/base.yaml"), _heat, needs="heat-engine", slow=True),
    Check("our rules", named("heat/base.yaml"), _heat_values),
)
