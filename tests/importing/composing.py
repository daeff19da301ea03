"""Compose files made up by Hypothesis: valid ones, in every form that the specification allows."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import strategies as st

NAMES = ("web", "api", "db", "cache", "worker")
VARIABLES = {"TAG": "1.2", "PORT": "8080", "EMPTY": "", "WORD": "a b"}

values = st.sampled_from(
    [
        "plain",
        "with space",
        "",
        "a=b",
        "1",
        "0",
        "true",
        "${TAG}",
        "${TAG:-x}",
        "${MISSING-none}",
        "${MISSING:-d:e}",
        "${EMPTY:-was empty}",
        "${EMPTY-kept}",
        "${TAG:+set}",
        "$TAG-x",
        "$$literal",
        "${MISSING:-${TAG}}",
        "http://api:80/",
    ]
)
ports = st.one_of(
    st.integers(1, 60000).map(str),
    st.tuples(st.integers(1, 30000), st.integers(1, 30000)).map(lambda p: f"{p[0]}:{p[1]}"),
    st.integers(1, 30000).map(lambda p: f"127.0.0.1:{p}:{p}/udp"),
    st.integers(1, 30000).map(lambda p: f"{p}-{p + 3}:{p + 100}-{p + 103}"),
    st.integers(1, 30000).map(lambda p: f"{p}-{p + 2}"),
    st.just("${PORT}:80"),
    st.integers(1, 60000).map(lambda p: {"target": p, "published": str(p), "protocol": "tcp"}),
    st.integers(1, 60000).map(lambda p: {"target": p, "protocol": "udp", "mode": "host"}),
)
volumes = st.one_of(
    st.sampled_from(
        ["data:/var/lib/data", "data:/var/lib/data:ro", "./files:/files", "/srv/x:/x/", "/cache", "${TAG:+data}:/t"]
    ),
    st.sampled_from(
        [
            {"type": "volume", "source": "data", "target": "/long", "read_only": True},
            {"type": "bind", "source": "./bound", "target": "/bound"},
            {"type": "tmpfs", "target": "/tmp/x"},
        ]
    ),
)
names_of_variables = st.sampled_from(["A", "B", "PASSWORD", "URL", "Z_1"])
environments = st.one_of(
    st.dictionaries(names_of_variables, st.one_of(values, st.integers(0, 99), st.booleans()), max_size=4),
    st.lists(st.tuples(names_of_variables, values).map(lambda pair: f"{pair[0]}={pair[1]}"), max_size=4, unique=True),
)


@st.composite
def services(draw: st.DrawFn) -> dict[str, Any]:
    """One service."""
    service: dict[str, Any] = {
        "image": draw(st.sampled_from(["nginx:${TAG}", "postgres", "redis:7", "example.org/a/b:1"]))
    }
    if draw(st.booleans()):
        service["ports"] = draw(st.lists(ports, max_size=3, unique_by=str))
    if draw(st.booleans()):
        service["volumes"] = draw(st.lists(volumes, max_size=3, unique_by=_target))
    if draw(st.booleans()):
        service["environment"] = draw(environments)
    if draw(st.booleans()):
        service["env_file"] = draw(
            st.sampled_from(["one.env", ["one.env", "two.env"], [{"path": "no.env", "required": False}]])
        )
    if draw(st.booleans()):
        service["profiles"] = ["extra"]
    if draw(st.booleans()):
        service["command"] = draw(st.sampled_from(["run it", ["run", "it"]]))
    return service


@st.composite
def projects(draw: st.DrawFn) -> dict[str, str]:
    """The files of a project by name: a main file, and perhaps an override, an included and an extended file."""
    chosen = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
    main: dict[str, Any] = {"services": {name: draw(services()) for name in chosen}, "volumes": {"data": {}}}
    files = {
        ".env": "".join(f'{key}="{value}"\n' for key, value in VARIABLES.items()),
        "one.env": ENV_ONE,
        "two.env": ENV_TWO,
    }
    if draw(st.booleans()):
        over = {name: draw(services()) for name in chosen[:1]}
        files["compose.override.yaml"] = dump({"services": over})
    if draw(st.booleans()):
        files["parts/base.yaml"] = dump({"services": {"base": draw(services())}})
        files |= {"parts/one.env": ENV_TWO, "parts/two.env": ENV_ONE}
        main["services"][chosen[-1]]["extends"] = {"file": "parts/base.yaml", "service": "base"}
    elif len(chosen) > 1 and draw(st.booleans()):
        main["services"][chosen[-1]]["extends"] = {"service": chosen[0]}
    if draw(st.booleans()):
        files["more/compose.yaml"] = dump({"services": {"included": draw(services())}, "volumes": {"data": {}}})
        files |= {"more/one.env": ENV_TWO, "more/two.env": ENV_ONE, "more/.env": "TAG=9\nINNER=1\n"}
        main["include"] = draw(st.sampled_from([["more/compose.yaml"], [{"path": "more/compose.yaml"}]]))
    files["compose.yaml"] = dump(main, anchors=draw(st.booleans()))
    return files


ENV_ONE = "# comment\nA=from one\nexport C='single $TAG'\nD=\"double ${TAG}\" # after\nE=plain ${TAG:-x} # after\n"
ENV_TWO = "A=from two\nF=\nG=a#b\n"


def dump(data: Any, *, anchors: bool = False) -> str:
    """YAML text; with `anchors`, the same values are written once and referred to."""
    dumper = yaml.SafeDumper if anchors else _Plain
    return yaml.dump(data, Dumper=dumper, sort_keys=False)


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _target(volume: Any) -> str:
    return (
        str(volume["target"]) if isinstance(volume, dict) else volume.rstrip("/").split(":")[min(1, volume.count(":"))]
    )
