"""The configuration files of a small OpenStack on the loopback: SQLite, one broker, a hypervisor that only pretends."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

PORTS = {"keystone": 5000, "glance": 9292, "placement": 8778, "neutron": 9696, "nova": 8774, "heat": 8004}
IDENTITY = f"http://127.0.0.1:{PORTS['keystone']}/v3"
PASSWORD = "secret"
BROKER = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")

Sections = Mapping[str, Mapping[str, object]]


def write_settings(work: Path, environment: Path) -> None:
    """Write every service's configuration below `work`; `environment` is where OpenStack is installed."""
    for folder in (
        "keystone", "glance/images", "placement", "neutron", "nova", "heat/environment.d", "heat/templates", "rabbit",
        "log",
    ):  # fmt: skip
        (work / folder).mkdir(parents=True, exist_ok=True)
    for path, sections in _files(work, environment).items():
        (work / path).write_text(_ini(sections))
    shutil.copy(environment / "etc/glance/glance-api-paste.ini", work / "glance")
    shutil.copy(environment / "etc/nova/api-paste.ini", work / "nova")
    (work / "rabbit" / "plugins").write_text("[].\n")
    (work / "rabbit" / "rabbitmq.conf").write_text("vm_memory_high_watermark.relative = 0.1\n")
    (work / "clouds.yaml").write_text(
        f"clouds:\n  openstack:\n    auth: {{auth_url: '{IDENTITY}', username: admin, password: {PASSWORD}, "
        "project_name: admin, user_domain_name: Default, project_domain_name: Default}\n"
        "    region_name: RegionOne\n    identity_api_version: 3\n"
    )


def database(path: Path) -> str:
    """SQLite lets one write at a time; on a busy machine the others have to wait for longer than its five seconds."""
    return f"sqlite:///{path}?timeout=60"


def _files(work: Path, environment: Path) -> dict[str, Sections]:
    broker = "rabbit://guest:guest@127.0.0.1:5672/"
    return {
        "keystone/keystone.conf": {
            "DEFAULT": {"log_file": work / "log/keystone.log"},
            "database": _database(work / "keystone/keystone.db"),
            "token": {"provider": "fernet"},
            "fernet_tokens": {"key_repository": work / "keystone/fernet"},
            "credential": {"key_repository": work / "keystone/credential"},
            # Hashing a password as slowly as it should be takes longer than the rest of most requests.
            "identity": {"password_hash_rounds": 4},
            "cache": {"enabled": True, "backend": "oslo_cache.dict"},
        },
        "glance/glance-api.conf": {
            "DEFAULT": {"log_file": work / "log/glance.log", "enabled_backends": "fs:file"},
            "database": _database(work / "glance/glance.db"),
            "glance_store": {"default_backend": "fs"},
            "fs": {"filesystem_store_datadir": work / "glance/images"},
            "paste_deploy": {"flavor": "keystone"},
            "keystone_authtoken": _user("glance"),
        },
        "placement/placement.conf": {
            "DEFAULT": {"log_file": work / "log/placement.log"},
            "placement_database": _database(work / "placement/placement.db"),
            "api": {"auth_strategy": "keystone"},
            "keystone_authtoken": _user("placement"),
        },
        "neutron/neutron.conf": {
            "DEFAULT": {
                "log_file": work / "log/neutron.log",
                "core_plugin": "ml2",
                "service_plugins": "router",
                "transport_url": "fake://",
                "api_paste_config": environment / "etc/neutron/api-paste.ini",
                "state_path": work / "neutron",
                # The one agent is a row in the database that never reports again.
                "agent_down_time": 2000000,
                "notify_nova_on_port_status_changes": False,
                "notify_nova_on_port_data_changes": False,
            },
            "database": _database(work / "neutron/neutron.db"),
            "ml2": {"type_drivers": "vxlan,flat", "tenant_network_types": "vxlan", "mechanism_drivers": "openvswitch"},
            "ml2_type_vxlan": {"vni_ranges": "1:1000"},
            "oslo_concurrency": {"lock_path": work / "neutron"},
            "keystone_authtoken": _user("neutron"),
        },
        "nova/nova.conf": {
            "DEFAULT": {
                "log_file": work / "log/nova.log",
                "transport_url": broker,
                "compute_driver": "fake.FakeDriver",
                "host": "valhost",
                "my_ip": "127.0.0.1",
                "state_path": work / "nova",
                "vif_plugging_is_fatal": False,
                "vif_plugging_timeout": 0,
            },
            "api_database": _database(work / "nova/api.db"),
            "database": _database(work / "nova/cell1.db"),
            "conductor": {"workers": 1},
            "scheduler": {"workers": 1, "discover_hosts_in_cells_interval": 3},
            "vnc": {"enabled": False},
            "oslo_concurrency": {"lock_path": work / "nova"},
            "glance": {"api_servers": f"http://127.0.0.1:{PORTS['glance']}"},
            "keystone_authtoken": _user("nova"),
            "placement": _user("placement"),
            "neutron": _user("neutron"),
            "service_user": _user("nova") | {"send_service_user_token": True},
        },
        "heat/heat.conf": {
            "DEFAULT": {
                "log_file": work / "log/heat.log",
                "transport_url": broker,
                "num_engine_workers": 1,
                "stack_user_domain_name": "heat",
                "stack_domain_admin": "heat_domain_admin",
                "stack_domain_admin_password": PASSWORD,
                "region_name_for_services": "RegionOne",
                "environment_dir": work / "heat/environment.d",
                "template_dir": work / "heat/templates",
            },
            "database": _database(work / "heat/heat.db"),
            "paste_deploy": {"api_paste_config": environment / "etc/heat/api-paste.ini"},
            "clients_keystone": {"auth_uri": IDENTITY.removesuffix("/v3")},
            "trustee": {
                "auth_type": "password",
                "auth_url": IDENTITY,
                "username": "heat",
                "password": PASSWORD,
                "user_domain_name": "Default",
            },
            "keystone_authtoken": _user("heat"),
        },
    }


def _database(path: Path) -> dict[str, object]:
    return {"connection": database(path), "sqlite_synchronous": False}


def _user(name: str) -> dict[str, object]:
    return {
        "www_authenticate_uri": IDENTITY,
        "auth_url": IDENTITY,
        "auth_type": "password",
        "project_domain_name": "Default",
        "user_domain_name": "Default",
        "project_name": "service",
        "region_name": "RegionOne",
        "username": name,
        "password": PASSWORD,
    }


def _ini(sections: Sections) -> str:
    lines = []
    for name, values in sections.items():
        lines += [f"[{name}]", *(f"{key} = {value}" for key, value in values.items()), ""]
    return "\n".join(lines)
