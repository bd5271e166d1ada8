"""Each host lets in what a part of the product has to ask there, and nothing else (¶9)."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from deploy import debian
from deploy.firewall import ASKED_BY, PORTS, ROLES, Host, Site, SiteError, read, rules
from deploy.system import ROOT

#: Where administrators' commands lie is on nobody else's path.
PATH = f"{os.environ['PATH']}:/usr/sbin:/sbin"
OPERATIONS = ROOT / "docs" / "operations.md"
WIRE = Path(__file__).with_name("wire.py")


@pytest.fixture(scope="module")
def site() -> Site:
    """The documentation's."""
    found = re.search(r"```toml\n(.*?)```", OPERATIONS.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return read(found[1])


@pytest.fixture(scope="module")
def nft() -> str:
    """nftables, the machine's or Debian's unpacked."""
    if found := shutil.which("nft", path=PATH):
        return found
    try:
        folder = debian.unpack("nftables", "nftables")
    except debian.DebianError as error:
        pytest.skip(str(error))
    libraries = ":".join(str(each.parent) for each in folder.rglob("libnftables.so*"))
    command = folder / "nft"
    command.write_text(f'#!/bin/sh\nLD_LIBRARY_PATH={libraries} exec {folder}/usr/sbin/nft "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return str(command)


def _let_in(site: Site, name: str) -> set[str]:
    host = next(each for each in site.hosts if each.name == name)
    return {line.strip() for line in rules(site, host).splitlines() if line.endswith("accept") and "dport" in line}


def test_each_host_lets_in_who_has_to_ask(site: Site) -> None:
    """Browsers reach the proxy alone, the bus hears the services and the gateway, databases the services only."""
    ssh = "ip saddr { 10.0.9.0/24 } tcp dport 22 accept"
    assert {ssh, "ip saddr { 10.20.0.0/16 } tcp dport 443 accept"} == _let_in(site, "front")
    assert {ssh} == _let_in(site, "core")
    bus = "ip saddr { 10.0.0.10/31, 10.0.9.5/32 } tcp dport 5671 accept"
    assert {ssh, bus} == _let_in(site, "bus")
    assert {ssh, "ip saddr { 10.0.0.11/32 } tcp dport 5432 accept"} == _let_in(site, "data")


def test_without_a_proxy_browsers_reach_the_gateway() -> None:
    """At the port that it listens on; both families of addresses."""
    everything = [role for role in ROLES if role != "proxy"]
    told = f"""
        clients = ["10.20.0.0/16", "fd00:20::/32"]
        admins = ["fd00:9::1"]
        ports = {{ gateway = 8443 }}
        hosts.one = {{ address = "10.0.0.1", runs = {json.dumps(everything)} }}
    """
    site = read(told)
    assert {
        "ip6 saddr { fd00:9::1/128 } tcp dport 22 accept",
        "ip saddr { 10.20.0.0/16 } tcp dport 8443 accept",
        "ip6 saddr { fd00:20::/32 } tcp dport 8443 accept",
    } == _let_in(site, "one")


def test_every_part_that_is_asked_has_a_port() -> None:
    """The two tables name the same parts."""
    assert set(PORTS) == set(ASKED_BY)


def test_everything_wrong_is_said_at_once() -> None:
    """A line for each fault, naming the place in the file."""
    with pytest.raises(SiteError) as caught:
        read(
            'clients = "ten"\nports = { ssh = 1 }\nhosts.one = { address = "10.0.0.0/8", runs = ["mail", "gateway"] }'
        )
    said = [line.split()[0] for line in str(caught.value).splitlines()]
    assert ["clients:", "hosts.one.address:", "hosts.one.runs:", "ports.ssh"] == said[:4]
    assert {"auth", "roster", "gradebook", "corrections", "broker", "clients", "admins"} == set(said[4:])


def test_a_file_is_written_for_each_host(tmp_path: Path, nft: str) -> None:
    """By the command as it is typed; nftables finds no fault."""
    found = re.search(r"```toml\n(.*?)```", OPERATIONS.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    (tmp_path / "site.toml").write_text(found[1], encoding="utf-8")
    command = [sys.executable, "-m", "deploy.firewall", str(tmp_path / "site.toml"), str(tmp_path / "rules")]
    subprocess.run(command, check=True, capture_output=True)
    files = sorted((tmp_path / "rules").iterdir())
    assert ["bus.nft", "core.nft", "data.nft", "front.nft"] == [each.name for each in files]
    for each in files:
        _in_a_namespace(nft, "-c", "-f", str(each))


def test_packets_obey(site: Site, nft: str, tmp_path: Path) -> None:
    """On a real wire: the service reaches the database's port and no other, a stranger reaches neither."""
    host = next(each for each in site.hosts if each.name == "data")
    (tmp_path / "data.nft").write_text(rules(site, host), encoding="utf-8")
    words = [
        nft,
        str(tmp_path / "data.nft"),
        host.address,
        str(PORTS["databases"]),
        _service(site).address,
        "10.0.0.99",
    ]
    said = _in_a_namespace(sys.executable, str(WIRE), *words)
    assert [[True, True, True], [True, False, False]] == json.loads(said)


def _service(site: Site) -> Host:
    return next(host for host in site.hosts if "gradebook" in host.runs)


def _in_a_namespace(*command: str) -> str:
    """What a command prints that has a network of its own."""
    if not (shutil.which("unshare") and shutil.which("ip", path=PATH)) or _unshared("true").returncode:
        pytest.skip("this machine gives no network namespaces")
    done = _unshared(*command)
    assert 0 == done.returncode, done.stderr
    return done.stdout


def _unshared(*command: str) -> subprocess.CompletedProcess[str]:
    words = ["unshare", "-Urn", *command]
    return subprocess.run(
        words, capture_output=True, text=True, timeout=60, check=False, env={**os.environ, "PATH": PATH}
    )
