"""What people call a component, as the name that it has in the file."""

from __future__ import annotations

import re

from advisor.errors import AdvisorError
from advisor.importing.naming import LONGEST, words

EXAMPLE = "such as `front-end`"


def component_name(said: str) -> str:
    """`Order Queue` is written order-queue. What has no letter from a to z and no digit stays, to be refused."""
    return words(said) or said.strip()


def component_names(said: str) -> list[str]:
    """Several names in one line: between commas or line ends if there are any, else every word is one."""
    return names_between_commas(said) if re.search(r"[,;\n]", said) else [component_name(one) for one in said.split()]


def names_between_commas(said: str) -> list[str]:
    """Names of one word or several, with commas between them."""
    return [component_name(part) for part in re.split(r"[,;\n]", said) if part.strip()]


def check_component_name(name: str) -> None:
    """Raises AdvisorError for what is not lower-case words joined by hyphens, or is too long."""
    if len(name) > LONGEST:
        raise AdvisorError(f"`{name}` is longer than {LONGEST} characters; find a shorter name, {EXAMPLE}")
    if not name or not all(word.isascii() and word.isalnum() and word == word.lower() for word in name.split("-")):
        raise AdvisorError(
            f"`{name}` cannot be a component's name; use words of the letters a to z and digits, "
            f"joined by hyphens, {EXAMPLE}"
        )
