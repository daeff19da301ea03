"""Has Heat's own engine validate the templates in `heat/`, without a cloud. Asked through `serve.py`, where Heat is."""

from pathlib import Path

import eventlet

eventlet.monkey_patch()

import logging  # noqa: E402

from heat.common import context, template_format  # noqa: E402
from heat.engine import constraints, environment, resource, resources, stack, template  # noqa: E402
from oslo_config import cfg  # noqa: E402

TEMPLATES = ("base.yaml", "release.yaml", "machine.yaml")


cfg.CONF([], project="heat", default_config_files=[])
logging.disable(logging.CRITICAL)
resources.initialise()
# Whether a service or an image exists is the cloud's to say; there is none here.
resource.Resource.is_service_available = classmethod(lambda _cls, _context: (True, None))
constraints.CustomConstraint.validate = lambda *_args, **_words: None


def main() -> int:
    """Validate each template with every file it may name; 1, with what is wrong, if one is not valid."""
    folder = Path("heat")
    files = {name: (folder / name).read_text() for name in TEMPLATES}
    files |= {f"../guest/{path.name}": path.read_text() for path in Path("guest").iterdir()}
    wrong = 0
    for name in TEMPLATES:
        try:
            _validate(files[name], files)
        except Exception as error:
            print(f"{name}: {type(error).__name__}: {error}")
            wrong = 1
    return wrong


def _validate(text: str, files: dict[str, str]) -> None:
    parsed = template_format.parse(text)
    given = {name: _example(name, parameter["type"]) for name, parameter in parsed["parameters"].items()}
    made = template.Template(parsed, files=files, env=environment.Environment({"parameters": given}))
    nobody = context.RequestContext(is_admin=False, roles=[], user_id="u", project_id="p", username="u")
    stack.Stack(nobody, "check", made, strict_validate=False).validate(validate_res_tmpl_only=True)


def _example(name: str, kind: str) -> str:
    if kind == "number":
        return "1"
    if name == "image":
        return f"registry.example.org/shop/app@sha256:{'1' * 64}"
    return "10.0.0.0/24" if "cidr" in name else "x"
