"""Makes Neutron's tables on SQLite, where its migrations do not run, and one agent that the scheduler believes in.

Runs with the Python of the OpenStack environment. usage: neutron_tables.py DATABASE
"""

import datetime
import json
import sqlite3
import sys
import uuid

import sqlalchemy
from neutron.db.migration.models import head

AGENT = {
    "tunnel_types": ["vxlan"],
    "tunneling_ip": "127.0.0.1",
    "bridge_mappings": {},
    "datapath_type": "system",
    "ovs_capabilities": {"datapath_types": ["system"], "iface_types": ["vxlan"]},
}

head.get_metadata().create_all(sqlalchemy.create_engine(f"sqlite:///{sys.argv[1]}"))
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
with sqlite3.connect(sys.argv[1]) as database:
    database.execute(f"insert into agents({','.join(row)}) values({','.join('?' * len(row))})", list(row.values()))
