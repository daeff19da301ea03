"""The keys that Podman 5 reads in Quadlet files; no tool that runs without Podman 5 checks them, so we do.

From podman-systemd.unit(5); only the sections and keys that the starters use, and their spelling.
"""

from __future__ import annotations

from collections.abc import Iterator

_COMMON = {
    "Unit": {"Description", "Wants", "After", "Requires", "RequiresMountsFor", "AssertPathIsMountPoint",
             "StartLimitIntervalSec"},
    "Service": {"Restart", "RestartSec", "TimeoutStartSec", "TimeoutStopSec", "ExecStartPre", "RuntimeDirectory"},
    "Install": {"WantedBy"},
}  # fmt: skip
_OWN = {
    ".container": {
        "Container": {
            "AddCapability", "AddDevice", "AutoUpdate", "ContainerName", "DropCapability", "Environment",
            "EnvironmentFile", "Exec", "Group", "HealthCmd", "HealthInterval", "HealthOnFailure", "HealthRetries",
            "HealthStartPeriod", "HealthTimeout", "Image", "LogDriver", "Network", "NoNewPrivileges", "Notify",
            "PidsLimit", "Pod", "PodmanArgs", "PublishPort", "Pull", "ReadOnly", "RunInit", "Secret",
            "SecurityLabelDisable", "StopTimeout", "Sysctl", "Tmpfs", "Ulimit", "User", "Volume",
        }
    },
    ".pod": {"Pod": {"Network", "PodName", "PublishPort"}},
    ".network": {"Network": {"Internal", "NetworkName"}},
    ".volume": {"Volume": {"Device", "Group", "Options", "Type", "User", "VolumeName"}},
}  # fmt: skip
_OWN[".conf"] = _OWN[".container"]


def quadlet_problems(path: str, text: str) -> Iterator[str]:
    """Every line that Podman would refuse or not understand."""
    kind = "." + path.rsplit(".", 1)[1]
    known = _COMMON | _OWN[kind]
    section = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            section = line.strip("[]")
            if section not in known:
                yield f"{path}:{number}: no section [{section}] in a {kind} file"
        elif "=" not in line:
            yield f"{path}:{number}: not a key and a value: {line}"
        elif line.split("=", 1)[0] not in known.get(section, ()):
            yield f"{path}:{number}: [{section}] does not know {line.split('=', 1)[0]}"
        elif not line.split("=", 1)[1] and kind != ".service":
            yield f"{path}:{number}: {line} has no value"
