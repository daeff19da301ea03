"""A deployment file that has no name, because it came in on standard input: it must say by itself what it is."""

from __future__ import annotations

from pathlib import Path

from advisor.errors import InputError, Problem
from advisor.importing.from_compose import compose_units
from advisor.importing.from_dockerfile import dockerfile_unit
from advisor.importing.from_ecs import ecs_units
from advisor.importing.from_kubernetes import kubernetes_units
from advisor.importing.from_nomad import nomad_units
from advisor.importing.from_procfile import procfile_units
from advisor.importing.from_units import service_units
from advisor.importing.unit import Unit
from advisor.model.recognition import Recognition
from advisor.reading.compose import load_project
from advisor.reading.dockerfile import read_dockerfile
from advisor.reading.fence import Fence
from advisor.reading.hcl import read_hcl
from advisor.reading.kinds import Kind, kind_by_content, kind_of_text
from advisor.reading.kubernetes import resources
from advisor.reading.nomad_json import job_of
from advisor.reading.procfile import read_procfile
from advisor.reading.units import read_unit
from advisor.reading.yaml_text import read_yaml

STANDARD_INPUT = "stdin"
NAMELESS = "app"
"""The name of what has none."""


def units_of_text(text: str, recognition: Recognition) -> tuple[list[Unit], list[Problem]]:
    """The units of a text and what was not read of it. Raises InputError if it is none of the kinds that are read."""
    match kind_of_text(text):
        case Kind.DOCKERFILE:
            return [dockerfile_unit(read_dockerfile(text, STANDARD_INPUT), NAMELESS, Path(NAMELESS))], []
        case Kind.UNIT:
            name = f"{NAMELESS}{'.container' if '[Container]' in text else '.service'}"
            return list(service_units({name: read_unit(text, STANDARD_INPUT)}, "")), []
        case Kind.NOMAD:
            return list(nomad_units(read_hcl(text, STANDARD_INPUT), STANDARD_INPUT, "")), []
        case Kind.PROCFILE:
            return list(procfile_units(read_procfile(text, STANDARD_INPUT), STANDARD_INPUT, "")), []
    documents = read_yaml(text, STANDARD_INPUT)
    match kind_by_content(documents):
        case Kind.COMPOSE:
            here = Path.cwd()
            fence = Fence([here])
            project = load_project(fence, here / STANDARD_INPUT, text=text, name=STANDARD_INPUT)
            return list(compose_units(fence, project)), project.notes
        case Kind.KUBERNETES:
            objects = list(resources(documents))
            return list(kubernetes_units(objects, recognition.resources, STANDARD_INPUT, "")), []
        case Kind.ECS:
            return [unit for document in documents for unit in ecs_units(document, STANDARD_INPUT, "")], []
        case Kind.NOMAD:
            return list(nomad_units(job_of(documents[0]), STANDARD_INPUT, "")), []
    message = "is no deployment file of a kind that is read (Compose, Kubernetes, Dockerfile ...)"
    raise InputError([Problem(STANDARD_INPUT, 0, message)])
