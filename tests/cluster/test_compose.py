"""Both compose files are what the compose specification allows, and the larger one has all parts of a house on several machines."""

import json
import re
import subprocess
from importlib.resources import files

import pytest
import yaml
from jsonschema.validators import validator_for

from tests.support.processes import ROOT

SCHEMA = json.loads((files("check_jsonschema.builtin_schemas") / "vendor/compose-spec.json").read_text())
NAMES = ("docker-compose.yml", "docker-compose.cluster.yml")


def faults(compose):
    validator = validator_for(SCHEMA)(SCHEMA)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(compose)]


def load(name):
    return yaml.safe_load((ROOT / name).read_text())


@pytest.mark.parametrize("name", NAMES)
def test_the_specification_allows_it(name):
    assert faults(load(name)) == []


def test_the_schema_refuses_what_is_wrong():
    compose = load(NAMES[1])
    compose["services"]["web"]["depnds_on"] = {}
    compose["services"]["nginx"]["image"] = 7
    assert any("depnds_on" in fault for fault in faults(compose))
    assert any("nginx.image" in fault for fault in faults(compose))


def test_the_cluster_has_all_parts():
    services = load(NAMES[1])["services"]
    assert set(services) == {"db1", "db2", "db3", "migrate", "web", "worker", "watch", "nginx"}
    assert [services[name]["deploy"]["replicas"] for name in ("web", "worker")] == [2, 2]
    environment = services["web"]["environment"]
    assert "db1:5432,db2:5432,db3:5432/pawarta?target_session_attrs=read-write" in environment["DATABASE_URL"]
    assert environment["DATABASE_REPLICA_URL"].count("@db") == 3
    assert [name for name, service in services.items() if "ports" in service] == ["nginx"]
    assert not any("media" in str(service.get("volumes")) for service in services.values())


def test_both_start_the_same_images_and_have_no_secret():
    one, other = (load(name)["services"] for name in NAMES)
    assert one["postgres"]["image"] == other["db1"]["image"]
    assert one["nginx"]["image"] == other["nginx"]["image"]
    text = (ROOT / NAMES[1]).read_text()
    for name in re.findall(r"\$\{(\w*(?:KEY|PASSWORD))[^}]*\}", text):
        assert f"${{{name}:-" not in text


@pytest.mark.parametrize("name", ["primary.sh", "standby.sh"])
def test_the_scripts_of_the_servers_can_be_read(name):
    subprocess.run(["bash", "-n", ROOT / "docs/cluster" / name], check=True)


def test_what_is_mounted_is_there():
    for service in load(NAMES[1])["services"].values():
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert not source.startswith("./") or (ROOT / source).is_file()
