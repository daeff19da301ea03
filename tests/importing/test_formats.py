"""Every format: what its files show, and on which line."""

from __future__ import annotations

from pathlib import Path

from advisor.service import Advisor
from tests.importing.importer import answers, check_evidence, lines, run

KUBERNETES = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  strategy: {rollingUpdate: {maxUnavailable: 0}}
  template:
    metadata: {labels: {app: web}}
    spec:
      topologySpreadConstraints: [{topologyKey: kubernetes.io/hostname}]
      containers:
        - name: web
          image: example.org/web
          ports: [{containerPort: 3456, name: main}, {containerPort: 9102, name: metrics}]
          env: [{name: API, value: "http://db:5432"}]
        - {name: proxy, image: envoyproxy/envoy}
---
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec: {selector: {app: web}, ports: [{port: 80, targetPort: 3456}]}
  - {apiVersion: v1, kind: Service, metadata: {name: db}, spec: {selector: {app: db}, ports: [{port: 5432}]}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {rules: [{http: {paths: [{backend: {service: {name: web, port: {number: 80}}}}]}}]}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {kind: Deployment, name: web}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  template:
    metadata: {labels: {app: db}}
    spec:
      containers:
        - {name: db, image: "postgres:17", volumeMounts: [{name: data, mountPath: /data}]}
  volumeClaimTemplates: [{metadata: {name: data}}]
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec: {schedule: "0 3 * * *", jobTemplate: {spec: {template: {spec: {containers: [{name: n, image: busybox}]}}}}}
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: {name: orders-db}
"""


def test_kubernetes(tmp_path: Path, advisor: Advisor) -> None:
    result = run(advisor, tmp_path, {"all.yaml": KUBERNETES})
    check_evidence(result)
    web = answers(result, "web")
    assert (web["listener"], web["scaling"], web["recovery"]) == ("http", "automatic", "automatic")
    assert (web["update-window"], web["helpers"], web["runs-as"]) == ("none", "one", "orchestrated")
    assert answers(result, "db")["state"] == "durable-data"
    assert answers(result, "nightly")["workload"] == "scheduled-job"
    assert answers(result, "orders-db")["ecosystem"] == "operators"
    assert [(one.source, one.target) for one in result.connections] == [("web", "db")]
    assert next(one for one in result.organisation if one.question == "platforms-today").answer == ("kubernetes",)


def test_kustomize(tmp_path: Path, advisor: Advisor) -> None:
    patch = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {strategy: {type: Recreate}}\n"
    files = {
        "base/kustomization.yaml": "resources: [web.yaml, https://example.org/other.yaml]\n",
        "base/web.yaml": KUBERNETES.split("---", maxsplit=1)[0],
        "prod/kustomization.yaml": (
            "resources: [../base]\nnamePrefix: live-\nreplicas: [{name: web, count: 7}]\n"
            "images: [{name: example.org/web, newTag: '9'}]\npatches: [{path: p.yaml}]\n"
        ),
        "prod/p.yaml": patch,
    }
    result = run(advisor, tmp_path, files)
    assert [one.name for one in result.components] == ["live-web"]
    assert result.components[0].copies == 7
    assert "not fetched" in str(result.notes[0])
    assert lines(result, "live-web", "update-window") == [4]


def test_kubernetes_scaled_objects_and_secrets(tmp_path: Path, advisor: Advisor) -> None:
    text = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: w}
spec:
  template:
    metadata:
      annotations: {vault.hashicorp.com/agent-inject: "true", sidecar.istio.io/inject: "true"}
    spec: {containers: [{name: w, image: x/w, resources: {limits: {nvidia.com/gpu: 1}}}]}
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: w}
spec: {scaleTargetRef: {name: w}}
"""
    found = answers(run(advisor, tmp_path, {"w.yaml": text}), "w")
    assert (found["scaling"], found["secrets"], found["ecosystem"]) == (
        "within-seconds",
        "central-vault",
        "service-mesh",
    )
    assert found["special-hardware"] == "gpu"


NOMAD = """\
variable "image" {
  default = "example.org/shop"
}
job "shop" {
  group "web" {
    count = 3
    constraint {
      distinct_hosts = true
    }
    network {
      port "http" {
        to = 8080
      }
    }
    task "proxy" {
      lifecycle {
        hook    = "prestart"
        sidecar = true
      }
      driver = "docker"
      config {
        image = "envoyproxy/envoy"
      }
    }
    task "web" {
      driver = "docker"
      config {
        image = var.image
      }
      vault {}
    }
  }
  group "nightly" {
    task "n" {
      driver = "exec"
    }
  }
  periodic {
    cron = "0 3 * * *"
  }
}
"""


def test_nomad(tmp_path: Path, advisor: Advisor) -> None:
    result = run(advisor, tmp_path, {"shop.nomad.hcl": NOMAD})
    check_evidence(result)
    web = answers(result, "shop-web")
    assert (web["helpers"], web["secrets"], web["hosts"], web["listener"]) == (
        "one",
        "central-vault",
        "two-to-ten",
        "http",
    )
    assert answers(result, "shop-nightly")["workload"] == "scheduled-job"
    assert lines(result, "shop-web", "packaging") == [28]


def test_nomad_json(tmp_path: Path, advisor: Advisor) -> None:
    text = (
        '{"Job": {"Name": "api", "TaskGroups": [{"Name": "api",\n "Networks": [{"DynamicPorts": [{"Label": "http", '
        '"To": 8080}]}],\n "Tasks": [{"Driver": "docker", "Config": {"image": "a/b", "privileged": true}}]}]}}'
    )
    found = answers(run(advisor, tmp_path, {"api.json": text}), "api")
    assert (found["privileges"], found["listener"], found["runs-as"]) == ("near-root", "http", "orchestrated")


ECS = """\
{"family": "orders", "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
 "volumes": [{"name": "m", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}],
 "containerDefinitions": [
  {"name": "proxy", "image": "envoyproxy/envoy", "essential": false},
  {"name": "orders", "image": "example.org/orders", "mountPoints": [{"sourceVolume": "m", "containerPath": "/m"}],
   "secrets": [{"name": "A", "valueFrom": "arn:aws:secretsmanager:eu-west-1:1:secret:a"}],
   "portMappings": [{"containerPort": 9999, "appProtocol": "grpc"}]}]}
"""


def test_ecs(tmp_path: Path, advisor: Advisor) -> None:
    result = run(advisor, tmp_path, {"task.json": ECS})
    found = answers(result, "orders")
    assert (found["operating-system"], found["state"], found["secrets"]) == ("windows", "shared-files", "central-vault")
    assert (found["listener"], found["helpers"], found["runs-as"]) == ("http", "one", "managed")
    assert {one.question: one.answer for one in result.organisation}["windows"] == ("mostly",)


def test_systemd_and_quadlet(tmp_path: Path, advisor: Advisor) -> None:
    files = {
        "shop.container": (
            "[Unit]\nRequires=db.service\n[Container]\nImage=example.org/shop\nPublishPort=80:8080\n"
            "Volume=media.volume:/media\n[Service]\nRestart=always\n"
        ),
        "db.container": "[Container]\nImage=mariadb\nVolume=db.volume:/var/lib/mysql\n",
        "backup.service": "[Service]\nUser=backup\nExecStart=/usr/bin/backup \\\n  --all\n",
        "backup.timer": "[Timer]\nOnCalendar=daily\n",
    }
    result = run(advisor, tmp_path, files)
    check_evidence(result)
    assert answers(result, "shop")["state"] == "local-files"
    assert answers(result, "db")["state"] == "durable-data"
    backup = answers(result, "backup")
    assert (backup["workload"], backup["privileges"], backup["operating-system"]) == (
        "scheduled-job",
        "ordinary",
        "linux",
    )
    assert "packaging" not in backup
    assert [(one.source, one.target) for one in result.connections] == [("shop", "db")]


def test_procfile(tmp_path: Path, advisor: Advisor) -> None:
    result = run(advisor, tmp_path, {"Procfile": "web: gunicorn shop\nworker: celery worker\nrelease: migrate\n"})
    assert [one.name for one in result.components] == ["web", "worker"]
    assert answers(result, "web")["listener"] == "http"
    assert "release" in str(result.notes[0])


def test_a_dockerfile_alone(tmp_path: Path, advisor: Advisor) -> None:
    text = (
        "ARG V=3\nFROM python:$V AS base\nRUN apt-get update \\\n # why\n && apt-get install x\nFROM base\nEXPOSE 80\n"
    )
    folder = tmp_path / "My Shop"
    result = run(advisor, folder, {"Dockerfile": text})
    assert result.components[0].name == "my-shop"
    assert answers(result, "my-shop")["listener"] == "http"
    assert answers(result, "my-shop")["operating-system"] == "linux"
    assert lines(result, "my-shop", "operating-system") == [3]


def test_the_same_component_described_twice_is_one(tmp_path: Path, advisor: Advisor) -> None:
    compose = "services: {web: {image: example.org/web}, db: {image: postgres}}\n"
    result = run(advisor, tmp_path, {"compose.yaml": compose, "k8s/all.yaml": KUBERNETES})
    assert answers(result, "web")["runs-as"] == "orchestrated"
    assert any("runs-as would be containers-on-hosts" in str(note) for note in result.notes)
