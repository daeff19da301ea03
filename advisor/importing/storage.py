"""What a unit keeps, and who else uses it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from advisor.importing.unit import CERTAIN, GUESS, LIKELY, Kept, Mount, Unit
from advisor.model.assessment import Confidence


def judge_storage(units: Sequence[Unit]) -> None:
    """Add the answers about state; whether files are shared can only be seen beside the other units."""
    users: dict[str, list[tuple[Unit, Mount]]] = defaultdict(list)
    for unit in units:
        for mount in unit.mounts:
            users[mount.key].append((unit, mount))
    for unit in units:
        _judge(unit, users)


def _judge(unit: Unit, users: dict[str, list[tuple[Unit, Mount]]]) -> None:
    shared = [mount for mount in unit.mounts if len({id(user) for user, _ in users[mount.key]}) > 1]
    writable = [mount for mount in unit.mounts if not mount.read_only]
    product = unit.product[0].answers.get("state") if unit.product else None
    keeps = unit.product and (product or unit.product[0].kept)
    if keeps and unit.product and (not unit.built or "data-store" in unit.product[0].answers.get("workload", ())):
        # What is known of the product says more than how its disk is set up.
        unit.shown = [one for one in unit.shown if one.question != "state"]
        _product(unit, writable, users)
        return
    network = [mount for mount in unit.mounts if mount.kept is Kept.NETWORK or mount.many]
    if network:
        mount = network[0]
        why = f"{mount.target} is on a network share" if mount.kept is Kept.NETWORK else f"{mount.target} is for many"
        unit.show("state", "shared-files", mount.place, why, LIKELY)
        _sharing(unit, mount, users[mount.key])
    elif shared:
        mount = shared[0]
        others = sorted({user.name for user, _ in users[mount.key] if user is not unit})
        why = f"{mount.target} is also used by {', '.join(others)[:100]}"
        unit.show("state", "shared-files", mount.place, why, LIKELY)
        _sharing(unit, mount, users[mount.key])
    elif writable:
        mount = writable[0]
        unit.show("state", "local-files", mount.place, f"{mount.target} outlives it ({mount.kept.value})", LIKELY)
        _sharing(unit, mount, users[mount.key])


def _product(unit: Unit, writable: list[Mount], users: dict[str, list[tuple[Unit, Mount]]]) -> None:
    """A product that is known to keep data, or to lose it without a disk."""
    assert unit.product is not None
    known, confidence = unit.product
    place = unit.images[-1 if unit.built else 0].place
    if writable:
        mount = writable[0]
        kept = known.kept or known.answers["state"][0]
        sure: Confidence = CERTAIN if confidence is LIKELY else LIKELY
        unit.show("state", kept, mount.place, f"{known.title} with {mount.target} on a {mount.kept.value}", sure)
        if kept not in ("sessions", "stateless"):
            _sharing(unit, mount, users[mount.key])
    elif "state" in known.answers:
        unit.show("state", known.answers["state"][0], place, f"its image is {known.title}", confidence)


def _sharing(unit: Unit, mount: Mount, users: list[tuple[Unit, Mount]]) -> None:
    several = len({id(user) for user, _ in users}) > 1
    copies = unit.copies[0] if unit.copies else 1
    writers = sum(1 for _, use in users if not use.read_only)
    if not several and not mount.many and mount.kept is not Kept.NETWORK and copies <= 1:
        unit.show("file-sharing", "one-writer", mount.place, "nothing else here mounts it", LIKELY)
    elif several and writers == 1:
        unit.show("file-sharing", "many-readers", mount.place, "one may write, the others only read", LIKELY)
    elif several and writers > 1:
        unit.show("file-sharing", "many-writers", mount.place, f"{writers} may write to it", GUESS)
    elif copies > 1 and unit.form.name in ("KUBERNETES", "NOMAD") and (mount.many or mount.kept is Kept.NETWORK):
        unit.show("file-sharing", "many-writers", mount.place, f"its {copies} copies may write to it", GUESS)
