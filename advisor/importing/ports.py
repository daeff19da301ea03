"""What a unit listens on, and whether it is a web server."""

from __future__ import annotations

import re

from advisor.importing.unit import CERTAIN, GUESS, LIKELY, Listen, Unit
from advisor.model.assessment import Confidence
from advisor.model.recognition import KnownPorts

MANY = 10
"""From this many ports on, it is many."""

_HTTP_NAMES = ("http", "https", "http2", "grpc", "web", "ws", "wss", "h2c")
_HTTP_PROBE = re.compile(r"https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|\$?\{?HOSTNAME\}?)(?::(\d{1,5}))?")
_ASKED = re.compile(r"\b(?:curl|wget)\b.*?(?:localhost|127\.0\.0\.1|0\.0\.0\.0):(\d{1,5})\b")
_PROBE_PORT = re.compile(r"(?:httpGet|grpc) port ([\w-]+)\Z")


def judge_ports(unit: Unit, known: KnownPorts) -> None:
    """Add the answers to what it listens on, if every port can be told; else say which cannot."""
    operators = [one for one in unit.listens if one.name and _for_operators(one.name, known)]
    listens = [one for one in unit.listens if one not in operators] or operators
    product = unit.product[0].answers.get("listener", ()) if unit.product else ()
    if product:
        # A product is known better than by what somebody called its port.
        unit.shown = [one for one in unit.shown if (one.question, one.confidence) != ("listener", GUESS)]
    certain = unit.has("listener")
    untold: list[Listen] = []
    if sum(one.count for one in listens) >= MANY or any(one.count >= MANY for one in listens):
        widest = max(listens, key=lambda one: one.count)
        unit.show("listener", "many-ports", widest.place, f"it listens on {sum(one.count for one in listens)} ports")
    probed = _probed(unit)
    for one in listens:
        found = _kind(one, probed, product, known, unit)
        if found is None:
            untold.append(one)
            continue
        kind, why, confidence = found
        unit.show("listener", kind, one.place, why, confidence)
    if not listens and not certain and unit.product:
        image = unit.images[0]
        for kind in product:
            unit.show("listener", kind, image.place, f"its image is {unit.product[0].title}", unit.product[1])
    if untold and not certain and not product:
        # An answer that leaves a port out would say that there is nothing but the others.
        numbers = ", ".join(str(one.port) for one in untold[:5])
        unit.shown = [one for one in unit.shown if one.question != "listener"]
        message = f"port {numbers}: nothing shows what speaks there, so what it listens on is left open"
        unit.remark(untold[0].place, message)
    if any(one.question == "listener" and one.choice == "tcp" for one in unit.shown) and not unit.product:
        # What serves something else than HTTP may well keep what it serves in memory.
        unit.shown = [one for one in unit.shown if (one.question, one.choice) != ("state", "stateless")]
    _web(unit, listens)


def _kind(
    one: Listen, probed: dict[int | str, str], product: tuple[str, ...], known: KnownPorts, unit: Unit
) -> tuple[str, str, Confidence] | None:
    """The kind of one port, why, and how surely; None if nothing tells."""
    where = f"port {one.port}"
    if one.protocol == "udp":
        return "udp", f"{where} is UDP", CERTAIN
    if one.protocol not in ("tcp", "http", "https"):
        return None
    if one.kind:
        return one.kind, f"{where} is said to be {one.kind.upper()}", CERTAIN
    word = re.split(r"[-_]", one.name.lower())[0] if one.name else ""
    if word in _HTTP_NAMES:
        return "http", f"{where} is named {one.name}", LIKELY
    if one.port in probed or one.name in probed:
        return "http", f"{where} is checked over HTTP", LIKELY
    if product and unit.product:
        kind = "http" if "http" in product and (len(product) == 1 or _usual(one.port, known) == "http") else "tcp"
        if kind in product:
            return kind, f"{where} of {unit.product[0].title}", unit.product[1]
    for confidence, table in ((LIKELY, known.likely), (GUESS, known.guess)):
        for kind, numbers in table.items():
            if one.port in numbers and kind != "udp":
                how = "is registered for" if confidence is LIKELY else "is often used for"
                return kind, f"{where} {how} {'HTTP' if kind == 'http' else 'such a protocol'}", confidence
    return None


def _usual(port: int, known: KnownPorts) -> str | None:
    for table in (known.likely, known.guess):
        for kind, numbers in table.items():
            if port in numbers:
                return kind
    return None


def _probed(unit: Unit) -> dict[int | str, str]:
    """Ports, by number or name, that its own health check asks over HTTP."""
    found: dict[int | str, str] = {}
    for probe in unit.probes:
        if match := _PROBE_PORT.match(probe.text):
            port = match.group(1)
            found[int(port) if port.isdecimal() else port] = "http"
        text = probe.text[:5000]
        found |= {int(match.group(1)): "http" for match in _ASKED.finditer(text)}
        for match in _HTTP_PROBE.finditer(text):
            found[int(match.group(1) or (443 if match.group().startswith("https") else 80))] = "http"
    return found


def _for_operators(name: str, known: KnownPorts) -> bool:
    words = re.split(r"[-_]", name.lower())
    return any(word in known.operators for word in words)


def _web(unit: Unit, listens: list[Listen]) -> None:
    """HTTP that others come for makes it a web page or an API, unless it is known as something else."""
    if unit.has("workload") or unit.runs_once:
        return
    http = [one for one in unit.shown if one.question == "listener" and one.choice == "http"]
    other = [one for one in unit.shown if one.question == "listener" and one.choice != "http"]
    if http and not other:
        surest = min(http, key=lambda one: (CERTAIN, LIKELY, GUESS).index(one.confidence))
        published = any(one.published for one in listens)
        confidence = LIKELY if published and surest.confidence is not GUESS else GUESS
        unit.show("workload", "web-or-api", surest.place, f"it serves HTTP: {surest.why}", confidence)
