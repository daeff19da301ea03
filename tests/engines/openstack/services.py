"""Starts the services of the trial cloud and answers questions about it, until its input ends.

Runs with the Python of the OpenStack environment. usage: services.py FOLDER-WITH-THE-SETTINGS
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import socket
import subprocess
import sys
from functools import partial
from pathlib import Path

import catalogue
import clerk
import sqlalchemy
from forking import adopt, apart, command, end_all, fork, serve, until
from settings import BROKER, PASSWORD, PORTS, database

SHARED = (
    "alembic.command",
    "keystoneauth1.loading",
    "keystonemiddleware.auth_token",
    "openstack",
    "oslo_db.sqlalchemy.enginefacade",
    "oslo_log.log",
    "oslo_messaging",
    "oslo_middleware.cors",
    "oslo_policy.policy",
    "osprofiler.sqlalchemy",
    "paste.deploy",
    "routes.middleware",
    "sqlalchemy.orm",
    "webob.dec",
)
"""What several services import, and what takes most of their start."""

WORK = Path(sys.argv[1])
REGISTERED = WORK / "registered"
"""There once the catalogue is whole: before that, a service that signs in is turned away, and ends."""


def log(name: str) -> Path:
    return WORK / "log" / f"{name}.out"


def manage(name: str, settings: str, *words: str) -> None:
    apart(command(f"{name}-manage", *settings.split(), *words), log(f"{name}-manage"))


def keystone() -> None:
    importlib.import_module("keystone.cmd.cli")
    settings = f"--config-file {WORK}/keystone/keystone.conf"
    manage("keystone", settings, "db_sync")
    for keys in ("fernet_setup", "credential_setup"):
        manage("keystone", settings, keys, "--keystone-user", "root", "--keystone-group", "root")
    address = f"http://127.0.0.1:{PORTS['keystone']}/v3/"
    urls = [word for kind in ("admin", "internal", "public") for word in (f"--bootstrap-{kind}-url", address)]
    manage(
        "keystone", settings, "bootstrap", "--bootstrap-password", PASSWORD, *urls, "--bootstrap-region-id", "RegionOne"
    )
    serve("keystone.wsgi.api", PORTS["keystone"])


def glance() -> None:
    manage("glance", f"--config-file {WORK}/glance/glance-api.conf", "db_sync")
    serve("glance.wsgi.api", PORTS["glance"])


def placement() -> None:
    manage("placement", f"--config-dir {WORK}/placement", "db", "sync")
    serve("placement.wsgi.api", PORTS["placement"])


def neutron() -> None:
    tables = importlib.import_module("neutron_tables")
    tables.make(WORK / "neutron" / "neutron.db")
    serve("neutron.wsgi.api", PORTS["neutron"])


def nova() -> None:
    importlib.import_module("nova.cmd.manage")
    settings = f"--config-file {WORK}/nova/nova.conf"
    cells = [database(WORK / "nova" / f"cell{number}.db") for number in (0, 1)]
    manage("nova", settings, "api_db", "sync")
    manage("nova", settings, "cell_v2", "map_cell0", "--database_connection", cells[0])
    manage(
        "nova", settings, "cell_v2", "create_cell", "--name", "cell1", "--database_connection", cells[1],
        "--transport-url", "rabbit://guest:guest@127.0.0.1:5672/",
    )  # fmt: skip
    manage("nova", settings, "db", "sync")
    importlib.import_module("nova.compute.manager")
    until("there is no broker or no catalogue", lambda: listens(5672) and REGISTERED.exists())
    sqlalchemy.event.listen(sqlalchemy.engine.Engine, "before_cursor_execute", wait_for_the_others, retval=True)
    for part in ("conductor", "scheduler", "compute"):
        daemon = command(f"nova-{part}", *settings.split(), "--log-file", f"{WORK}/log/nova-{part}.log")
        fork(daemon, log(f"nova-{part}"))
    serve("nova.wsgi.osapi_compute", PORTS["nova"])


def wait_for_the_others(
    _connection: object, _cursor: object, statement: str, words: object, _context: object, _many: object
) -> tuple[str, object]:
    """SQLite turns away who reads, and writes after another has written: so each transaction begins as a writer."""
    return "BEGIN IMMEDIATE" if statement == "BEGIN" else statement, words


def heat() -> None:
    importlib.import_module("heat.db.models")
    settings = f"--config-file {WORK}/heat/heat.conf"
    manage("heat", settings, "db_sync")
    until("there is no broker or no catalogue", lambda: listens(5672) and REGISTERED.exists())
    fork(command("heat-engine", *settings.split(), "--log-file", f"{WORK}/log/heat-engine.log"), log("heat-engine"))
    serve("heat.wsgi.api", PORTS["heat"], *settings.split())


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def broker() -> list[subprocess.Popen[bytes]]:
    """RabbitMQ, and the name server of Erlang that it would otherwise leave behind."""
    folder = WORK / "rabbit"
    variables = os.environ | {
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": "5672",
        "RABBITMQ_NODENAME": "advisor@localhost",
        "RABBITMQ_MNESIA_BASE": str(folder / "data"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq"),
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1} +S 1:1",
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "ERL_CRASH_DUMP_BYTES": "0",
        "HOME": str(folder),
    }
    started = []
    for program in ("epmd", str(BROKER)):
        with log(Path(program).name).open("wb") as written:
            started.append(
                subprocess.Popen(program, env=variables, stdout=written, stderr=written, start_new_session=True)
            )
    return started


class NoGreenThreads:
    """Keeps eventlet out: Nova does not start with its own threads where a library has imported it."""

    def find_spec(self, name: str, *_: object) -> None:
        if name.partition(".")[0] == "eventlet":
            raise ImportError(name)


def import_what_is_shared() -> None:
    without = NoGreenThreads()
    sys.meta_path.insert(0, without)
    threads = importlib.import_module("oslo_service.backend")
    threads.init_backend(threads.BackendType.THREADING)
    for module in SHARED:
        importlib.import_module(module)
    sys.meta_path.remove(without)


def start() -> None:
    import_what_is_shared()
    services = {
        fork(service, log(service.__name__)): service.__name__
        for service in (keystone, nova, neutron, heat, placement, glance)
    }

    def answers(name: str) -> bool:
        ended, status = os.waitpid(-1, os.WNOHANG)
        if ended in services:
            raise SystemExit(f"{services[ended]} ended with {status}; see {log(services[ended])}")
        return listens(PORTS[name])

    until("Keystone does not answer", partial(answers, "keystone"))
    apart(catalogue.register, log("catalogue"))
    REGISTERED.touch()
    for name in PORTS:
        until(f"{name} does not answer", partial(answers, name))
    apart(catalogue.seed, log("catalogue"))


def main() -> None:
    adopt()
    others = broker()
    try:
        start()
        print(json.dumps("ready"), flush=True)
        clerk.answer(sys.stdin, sys.stdout)
    finally:
        for process in others:
            os.killpg(process.pid, signal.SIGKILL)
        end_all()


if __name__ == "__main__":
    main()
