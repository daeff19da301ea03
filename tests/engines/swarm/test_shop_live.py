"""The ticket shop of the examples, written and deployed: every member on its own platform, and the walls between them.

The front end runs on a Swarm of three engines, the ticket printer on a Compose host, billing as the container of a
machine. Each host is a network namespace on one wire, so nothing but the starters' own walls keeps them apart.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from artifacts.guests import VALUES, guest_files
from engines.compose.engine import client_with_compose
from engines.engine_tools import needs, tool
from engines.swarm import vault
from engines.swarm.machine import Machine, security_group
from engines.swarm.nodes import ADDRESSES, HERE, MARKS, Engines, Swarm

pytestmark = [*MARKS, needs("docker-compose", "podman", "runc", "nft", "curl", "jq", root=True)]

SYSTEM = Path(__file__).parents[3] / "examples" / "ticket-shop.yaml"
GATEWAY, PRINTER, BILLING = "172.29.7.1", "172.29.7.14", "172.29.7.15"
PLACEHOLDERS = {
    "10.20.0.0/24": ", ".join(ADDRESSES),
    "10.21.0.0/24": PRINTER,
    "10.22.0.0/24": BILLING,
    "https://front-end.example.org": f"http://{ADDRESSES[0]}:443",
    "http://billing.internal.example.org": f"http://{BILLING}",
}
NODES = {"front-end": 1, "ticket-printer": 4, "billing": 5, "stranger": 6}
FRONT_END, OTHER_PORT = f"{ADDRESSES[0]}:443", 9000
WALLS = {
    ("front-end", f"{BILLING}:8080"): True,
    ("ticket-printer", FRONT_END): True,
    ("stranger", FRONT_END): True,
    ("front-end", f"{PRINTER}:{OTHER_PORT}"): False,
    ("ticket-printer", f"{ADDRESSES[0]}:{OTHER_PORT}"): False,
    ("ticket-printer", f"{BILLING}:8080"): False,
    ("billing", FRONT_END): False,
    ("billing", f"{PRINTER}:{OTHER_PORT}"): False,
    ("stranger", f"{BILLING}:8080"): False,
}
"""Who tries to call whom, and whether the agreement allows it."""
TOKENS = {"FRONT_END_TO_BILLING": "f2b", "TICKET_PRINTER_TO_FRONT_END": "p2f"}


@dataclass
class Shop:
    """The folder that the advisor wrote, and where its members run."""

    folder: Path
    engines: Engines
    rootfs: Path
    machine: Machine
    listeners: list[subprocess.Popen[bytes]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    def inside(self, node: int, *command: str) -> subprocess.CompletedProcess[str]:
        enter = ["nsenter", f"--net=/run/netns/swns{node}", *command]
        return subprocess.run(enter, capture_output=True, text=True, timeout=60, check=False)

    def get(self, node: int, address: str, *words: str) -> str:
        return self.inside(node, "curl", "--silent", "--max-time", "5", *words, f"http://{address}").stdout

    def reaches(self, caller: str, address: str) -> bool:
        return self.inside(NODES[caller], "curl", "-s", "-o", "/dev/null", "--max-time", "3", address).returncode == 0

    def reached(self) -> dict[tuple[str, str], bool]:
        with ThreadPoolExecutor() as pool:
            return dict(zip(WALLS, pool.map(lambda pair: self.reaches(*pair), WALLS), strict=True))

    def printed(self) -> int:
        """How many tickets the printer has printed."""
        found = re.match(r"(\d+) printed", self.get(NODES["ticket-printer"], "127.0.0.1:8080/"))
        return int(found[1]) if found else 0

    def billing_is_well(self) -> bool:
        """Asked from where the agreement says that health is asked."""
        health = ["curl", "--silent", "--max-time", "2", f"http://{BILLING}:8080/healthz"]
        return subprocess.run(health, capture_output=True, text=True, check=False).stdout == "well"

    def timed(self, what: str, since: float) -> None:
        self.seconds[what] = round(time.monotonic() - since)


@pytest.fixture(scope="module")
def shop(engines: Engines, rootfs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("shop")
    written = [sys.executable, "-m", "advisor", "artifacts", str(SYSTEM), "--output", str(folder)]
    subprocess.run(written, check=True, capture_output=True)
    for path in [*folder.glob("*/boundary/firewall.nft"), *folder.glob("*/.env"), *folder.glob("*/group_vars/all.yml")]:
        text = path.read_text()
        for placeholder, value in PLACEHOLDERS.items():
            text = text.replace(placeholder, value)
        path.write_text(text)
    for node in (4, 5, 6):
        subprocess.run([HERE / "host.sh", str(node)], check=True)
    subprocess.run([HERE / "engine.sh", engines.work, "4"], check=True)
    subprocess.run([HERE / "wait.sh", engines.work, "4"], check=True, timeout=90)
    made = Shop(folder, engines, rootfs, Machine(engines.work / "billing", "swns5"))
    try:
        with vault.vault(GATEWAY, {"FRONT_END_TO_BILLING": TOKENS["FRONT_END_TO_BILLING"]}):
            yield made
    finally:
        made.machine.stop()
        for listener in made.listeners:
            listener.kill()
            listener.wait()
        for node in (1, 2, 3):
            made.inside(node, "nft", "delete", "table", "inet", "boundary_front_end")
            subprocess.run(["docker", "-H", engines.socket(node), "swarm", "leave", "--force"], check=False, timeout=60)


def until(holds: Callable[[], bool], seconds: float, otherwise: Callable[[], str]) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, otherwise()
        time.sleep(0.5)


def image(shop: Shop, member: str, node: int) -> None:
    shop.engines.variant(f"shop/{member}:1", f"ENV ROLE={member}", 'CMD ["python3","/app/shop.py"]', node=node)


def test_1_billing_starts_as_the_guest_of_its_machine(shop: Shop) -> None:
    began = time.monotonic()
    folder = shop.folder / "billing"
    settings = folder / "group_vars/all.yml"
    settings.write_text(settings.read_text().replace("control_cidr: 10.0.0.0/24", f"control_cidr: {GATEWAY}/32"))
    own = {name: str(value) for name, value in yaml.safe_load(settings.read_text()).items()}
    values = VALUES | own | {
        "image": "localhost/billing:1", "vault_addr": f"http://{GATEWAY}:8200", "vault_role_id": vault.ROLE,
        "config_url": f"http://{GATEWAY}/app.conf", "vault_wrapped_token_b64": "d3JhcHBlZC1vbmNl",
    }  # fmt: skip
    path = "guest/cloud-init.yaml"
    files = guest_files(path, (folder / path).read_text(), values)
    changes = ["ENV ROLE=billing", 'CMD ["python3","/app/shop.py"]', "ENV PATH=/usr/local/bin:/usr/bin:/bin"]
    shop.machine.work.mkdir()
    subprocess.run(
        ["nsenter", f"--net=/run/netns/{shop.machine.namespace}", "nft", "-f", "-"],
        input=security_group(folder), text=True, check=True,
    )  # fmt: skip
    shop.machine.install(files, values["image"], shop.rootfs, changes)
    shop.machine.boot()
    until(shop.billing_is_well, 90, shop.machine.said)
    shop.timed("billing", began)


def test_2_the_front_end_is_deployed_on_the_swarm(shop: Shop) -> None:
    began = time.monotonic()
    for node in (1, 2, 3):
        image(shop, "front-end", node)
    swarm = Swarm(shop.engines, shop.folder / "front-end")
    swarm.write_inventory()
    formed = swarm.script(str(tool("ansible-playbook")), "-i", "swarm/inventory.yml", "swarm/form.yml")
    assert formed.returncode == 0, formed.stdout + formed.stderr
    secret = swarm.folder / "secret"
    secret.write_text("".join(f"{name}={value}\n" for name, value in TOKENS.items()))
    swarm.docker("secret", "create", "ticket-shop-front-end-1", str(secret))
    swarm.set(IMAGE="shop/front-end:1", PUBLISHED_PORT="443")
    stack = swarm.folder / "stack.yaml"
    # The kernel here has no IPVS, which the Swarm's own mesh needs: each host publishes for itself.
    stack.write_text(stack.read_text().replace("mode: ingress", "mode: host"))
    deployed = swarm.script("scripts/deploy.sh")
    assert deployed.returncode == 0, deployed.stdout + deployed.stderr
    assert "Ignoring" not in deployed.stdout + deployed.stderr
    assert [shop.get(NODES["stranger"], f"{address}:443/") for address in ADDRESSES] == ["front-end"] * 3
    shop.timed("front end", began)


def test_3_the_ticket_printer_comes_up_and_prints(shop: Shop) -> None:
    began = time.monotonic()
    node = NODES["ticket-printer"]
    folder = shop.folder / "ticket-printer"
    shop.engines.take(shop.rootfs, node)
    image(shop, "ticket-printer", node)
    (folder / "secrets").mkdir()
    (folder / "secrets/app.env").write_text(f"TICKET_PRINTER_TO_FRONT_END={TOKENS['TICKET_PRINTER_TO_FRONT_END']}\n")
    # There is no journal in a test environment; everything else stays as the starter says.
    (folder / "compose.override.yaml").write_text("services: {app: {logging: {driver: json-file}}}\n")
    settings = folder / ".env"
    settings.write_text(re.sub(r"^IMAGE=.*$", "IMAGE=shop/ticket-printer:1", settings.read_text(), flags=re.MULTILINE))
    client_with_compose(folder / "client")
    environment = os.environ | {"DOCKER_HOST": shop.engines.socket(node), "DOCKER_CONFIG": str(folder / "client")}
    for command in (["sh", "secrets.sh"], ["docker", "compose", "up", "--detach", "--wait"]):
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    until(lambda: shop.printed() > 0, 30, lambda: shop.get(node, "127.0.0.1:8080/"))
    assert shop.get(node, "127.0.0.1:8080/").endswith("printed: ticket, paid")
    shop.timed("ticket printer", began)


def test_4_the_boundary_lets_through_what_was_agreed_and_nothing_else(shop: Shop) -> None:
    for node, address in ((1, ADDRESSES[0]), (NODES["ticket-printer"], PRINTER)):
        command = ["nsenter", f"--net=/run/netns/swns{node}", sys.executable, "-m", "http.server", str(OTHER_PORT)]
        shop.listeners.append(
            subprocess.Popen([*command, "--bind", address], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        )
    guarded = {pair for pair in WALLS if pair[0] == "billing" or pair[1].startswith(BILLING)}
    until(lambda: all(reached for pair, reached in shop.reached().items() if pair not in guarded), 20, lambda: "")
    before = shop.reached()
    for node in (1, 2, 3):
        shop.inside(node, "nft", "-f", str(shop.folder / "front-end/boundary/firewall.nft"))
    shop.inside(NODES["ticket-printer"], "nft", "-f", str(shop.folder / "ticket-printer/boundary/firewall.nft"))
    after = shop.reached()
    count = shop.printed()
    until(lambda: shop.printed() >= count + 3, 20, lambda: "nothing is printed any more")
    print(
        f"seconds: {shop.seconds}; {shop.printed()} tickets printed; of {len(WALLS)} calls {sum(before.values())} "
        f"got through with the security group only, {sum(after.values())} with the boundary"
    )
    assert after == WALLS


def test_5_a_caller_without_its_token_gets_nothing(shop: Shop) -> None:
    assert "who are you?" in shop.get(NODES["front-end"], f"{BILLING}:8080/payment")
    assert "who are you?" in shop.get(NODES["stranger"], f"{FRONT_END}/ticket", "--header", "Authorization: Bearer f2b")


def test_6_without_billing_nothing_is_sold_until_it_is_back(shop: Shop) -> None:
    began = time.monotonic()
    shop.machine.stop()
    stopped = time.monotonic() - began
    assert shop.get(NODES["stranger"], f"{FRONT_END}/healthz") == "well"
    count = shop.printed()
    time.sleep(2)
    assert shop.printed() <= count + 1
    # Its one-time token is spent: a second start has to do with what the first one kept.
    began = time.monotonic()
    shop.machine.boot()
    until(shop.billing_is_well, 60, shop.machine.said)
    until(lambda: shop.printed() > count + 1, 20, lambda: "nothing is printed any more")
    print(f"billing stopped in {stopped:.0f} s, and sold again {time.monotonic() - began:.0f} s after its start")
