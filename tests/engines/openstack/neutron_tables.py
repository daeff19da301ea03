"""Makes Neutron's tables on SQLite, where its migrations do not run, and one agent that the scheduler believes in.

Runs with the Python of the OpenStack environment.
"""

import datetime
import json
import sqlite3
import uuid
from pathlib import Path

import sqlalchemy
from neutron.db.migration.models import head

AGENT = {
    "tunnel_types": ["vxlan"],
    "tunneling_ip": "127.0.0.1",
    "bridge_mappings": {},
    "datapath_type": "system",
    "ovs_capabilities": {"datapath_types": ["system"], "iface_types": ["vxlan"]},
}


def make(path: Path) -> None:
    """Tables and agent in the database at the path."""
    engine = sqlalchemy.create_engine(f"sqlite:///{path}")
    head.get_metadata().create_all(engine)
    engine.dispose()
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    row = {
        "id": str(uuid.uuid4()),
        "agent_type": "Open vSwitch agent",
        "binary": "neutron-openvswitch-agent",
        "topic": "N/A",
        "host": "valhost",
        "admin_state_up": 1,
        "created_at": now,
        "started_at": now,
        "heartbeat_timestamp": now,
        "configurations": json.dumps(AGENT),
        "load": 0,
    }
    with sqlite3.connect(path) as database:
        database.execute(f"insert into agents({','.join(row)}) values({','.join('?' * len(row))})", list(row.values()))
