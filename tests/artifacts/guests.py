"""The guest file of a machine, taken apart: cloud-init or Ignition, filled with values, as files by path."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

import yaml

VALUES = {
    "app_port": "8080",
    "health_port": "8080",
    "health_path": "/healthz",
    "memory": "512m",
    "config_url": "https://config.example.org/app.conf",
    "vault_addr": "https://vault.example.org:8200",
    "vault_role_id": "role",
    "vault_path": "secret/data/app",
    "data_device": "/dev/vdb",
    "nfs_export": "nfs.example.org:/export",
    "compose_extension_url": "https://extensions.example.org/docker-compose.raw",
    "compose_extension_hash": "sha512-" + "0" * 128,
    "app_environment_b64": base64.b64encode(b"LOG_LEVEL=info\n").decode(),
    "app_secrets_b64": base64.b64encode(b"TOKEN=secret\n").decode(),
    "vault_wrapped_token_b64": base64.b64encode(b"token").decode(),
} | {
    name: f"registry.example.org/shop/{name}@sha256:{'1' * 64}"
    for name in ("image", "helper_image", "helper_two_image", "exporter_image")
}

_PLACE = re.compile(r"\{\{ ([a-z0-9_]+) \}\}")


def places(text: str) -> set[str]:
    """The names of the values that the guest file asks for."""
    return set(_PLACE.findall(text))


def guest_text(files: Mapping[str, str]) -> tuple[str, str]:
    """Name and text of the guest file."""
    name = next(path for path in files if path in ("guest/cloud-init.yaml", "guest/ignition.json"))
    return name, files[name]


def filled_guest(text: str, values: Mapping[str, str] = VALUES) -> str:
    """The guest file with every value in place."""
    return _PLACE.sub(lambda match: values[match.group(1)], text)


def guest_files(name: str, text: str, values: Mapping[str, str] = VALUES) -> dict[str, str]:
    """Path in the guest -> content, with the values filled in."""
    if name.endswith(".json"):
        return _from_ignition(json.loads(filled_guest(text, values)))
    config = yaml.safe_load(filled_guest(text, values))
    return {file["path"]: _decoded(file) for file in config["write_files"]}


def _decoded(file: Mapping[str, Any]) -> str:
    content = str(file["content"])
    return base64.b64decode(content).decode() if file.get("encoding") == "b64" else content


def _from_ignition(config: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in config["storage"]["files"]:
        source = file["contents"]["source"]
        if source.startswith("data:;base64,"):
            found[file["path"]] = base64.b64decode(source.removeprefix("data:;base64,")).decode()
        elif source.startswith("data:,"):
            found[file["path"]] = unquote(source.removeprefix("data:,"))
    units = config["systemd"]["units"]
    return found | {f"/etc/systemd/system/{unit['name']}": unit["contents"] for unit in units if "contents" in unit}
