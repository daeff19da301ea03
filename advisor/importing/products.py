"""What follows from the product that a unit runs, and from its command."""

from __future__ import annotations

from advisor.importing.images import KnownImages, operating_system
from advisor.importing.unit import GUESS, LIKELY, Unit
from advisor.model.recognition import KnownCommand, Recognition

_KEPT_ONLY = frozenset({"listener", "state"})
_OWN = frozenset({"licence", "state"})


def judge_products(unit: Unit, recognition: Recognition) -> None:
    """Add what the unit's images and commands tell."""
    known = KnownImages(recognition.images)
    _commands(unit, recognition)
    for image in unit.images if unit.built else unit.images[:1]:
        found = known.find(image.text)
        if found is None or unit.product:
            continue
        product, confidence = found
        if unit.built and confidence is GUESS:
            continue  # built here under a name that also belongs to a product
        why = f"its image is {product.title}" if not unit.built else f"its image is built on {product.title}"
        for question, choices in product.answers.items():
            if question in _KEPT_ONLY or (question == "workload" and unit.has("workload")):
                continue  # its ports and disks say more, and so does a command of its own
            if unit.built and question in _OWN:
                continue
            for choice in choices:
                unit.show(question, choice, image.place, why, confidence)
        unit.product = (product, confidence)
        if not unit.built:
            finished = f"{product.title} comes as a finished release"
            unit.show("source-knowledge", "vendor", image.place, finished, confidence)
    if not unit.has("operating-system"):
        for image in unit.images[:1]:
            if system := operating_system(image.text):
                why = f"the image {image.text[:80]} is one of {system.capitalize()}"
                unit.show("operating-system", system, image.place, why, LIKELY)


def _commands(unit: Unit, recognition: Recognition) -> None:
    for command in unit.commands:
        words = command.text.replace('"', " ").replace("'", " ").split()
        for one in recognition.commands:
            if _stands_in(one, words):
                for question, choices in one.answers.items():
                    for choice in choices:
                        why = f"its command has {' '.join(one.words)}"
                        unit.show(question, choice, command.place, why, LIKELY)
                return


def _stands_in(known: KnownCommand, words: list[str]) -> bool:
    """Whether the words stand there in order, paths and `bin/` before them aside."""
    at = 0
    for word in words:
        if at < len(known.words) and word.rsplit("/", 1)[-1].lower() == known.words[at].lower():
            at += 1
    return at == len(known.words)
