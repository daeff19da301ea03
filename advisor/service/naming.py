"""What people call a component, as the name that it has in the file."""

from __future__ import annotations

import re

from advisor.importing.naming import slug


def component_name(said: str) -> str:
    """`Order Queue` is written order-queue. What has neither letter nor digit stays as it is, to be refused."""
    return slug(said) if any(sign.isalnum() for sign in said) else said.strip()


def component_names(said: str) -> list[str]:
    """Several names in one line: between commas if there are any, else every word is one."""
    parts = re.split(r"[,;]", said) if re.search(r"[,;]", said) else said.split()
    return [component_name(part) for part in parts if part.strip()]
