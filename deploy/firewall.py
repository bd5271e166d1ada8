"""Each host's firewall rules: ``python -m deploy.firewall SITE.toml FOLDER`` writes FOLDER/HOST.nft for nftables (¶9).

The site's file says who comes from where and what runs on which host::

    clients = ["10.20.0.0/16"]          # whose browsers
    admins = ["10.0.9.0/24"]            # who comes in by SSH
    monitoring = ["10.0.9.5"]           # what reads the audit's stream; may be left out

    [hosts.front]
    address = "10.0.0.10"
    runs = ["proxy", "gateway"]

A host lets in what one of the product's parts has to ask another there, and SSH; nothing else. Where there is a proxy,
only it reaches the gateway.
"""

import argparse
import ipaddress
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services.common.runtime.config import SERVICES

PEOPLE = ("clients", "admins", "monitoring")
#: Which part is asked at which port, and by whom; without a proxy its askers are the gateway's.
PORTS: Mapping[str, int] = {"proxy": 443, "gateway": 8000, "broker": 5671, "databases": 5432}
ASKED_BY: Mapping[str, tuple[str, ...]] = {
    "proxy": ("clients",),
    "gateway": ("proxy",),
    "broker": ("gateway", *SERVICES, "monitoring"),
    "databases": SERVICES,
}
ROLES = (*PORTS, *SERVICES)
SSH = 22

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_RULES = """\
#!/usr/sbin/nft -f
# {name} ({address}): {runs}. Made by deploy.firewall; load it with: nft -f {name}.nft
table inet jurnal
delete table inet jurnal
table inet jurnal {{
  chain input {{
    type filter hook input priority filter; policy drop;
    ct state established,related accept
    ct state invalid drop
    iif lo accept
    meta l4proto {{ icmp, ipv6-icmp }} limit rate 20/second accept
{rules}
    limit rate 10/minute log prefix "jurnal refused: "
  }}
  chain forward {{
    type filter hook forward priority filter; policy drop;
  }}
}}
"""


class SiteError(Exception):
    """The site's file does not describe one; a line for each thing wrong."""


@dataclass(frozen=True)
class Host:
    """A machine and what runs on it."""

    name: str
    address: str
    runs: tuple[str, ...]


@dataclass(frozen=True)
class Site:
    """All hosts, and the networks that people come from."""

    hosts: tuple[Host, ...]
    people: Mapping[str, tuple[str, ...]]
    ports: Mapping[str, int] = field(default_factory=lambda: PORTS)

    def sources(self, asker: str) -> list[str]:
        """Where a part of the product, or a kind of people, asks from."""
        if asker in PEOPLE:
            return list(self.people[asker])
        return [host.address for host in self.hosts if asker in host.runs]

    def askers(self, role: str) -> tuple[str, ...]:
        """Who asks a part."""
        behind_proxy = any("proxy" in host.runs for host in self.hosts)
        return ASKED_BY["proxy"] if role == "gateway" and not behind_proxy else ASKED_BY[role]


def read(text: str) -> Site:
    """The site that a file describes. Raises ``SiteError``."""
    told = _parsed(text)
    faults: list[str] = []
    people = {kind: _networks(kind, told.get(kind, []), faults) for kind in PEOPLE}
    hosts = tuple(_host(name, each, faults) for name, each in _table(told, "hosts", faults).items())
    ports = {**PORTS, **_ports(_table(told, "ports", faults), faults)}
    faults += _missing(hosts, people)
    if faults:
        raise SiteError("\n".join(faults))
    return Site(hosts, people, ports)


def rules(site: Site, host: Host) -> str:
    """The host's file for nftables."""
    let_in = [_accept(site.people["admins"], SSH)]
    for role in (each for each in PORTS if each in host.runs):
        sources = [source for asker in site.askers(role) for source in site.sources(asker) if source != host.address]
        let_in.append(_accept(sources, site.ports[role]))
    lines = "\n".join(f"    {rule}" for several in let_in for rule in several)
    return _RULES.format(name=host.name, address=host.address, runs=", ".join(host.runs), rules=lines)


def _accept(sources: Iterable[str], port: int) -> list[str]:
    """A rule for each family of addresses that has some."""
    by_family: dict[str, list[Network]] = {"ip": [], "ip6": []}
    for source in sources:
        network = ipaddress.ip_network(source)
        by_family["ip" if network.version == 4 else "ip6"].append(network)
    return [
        f"{family} saddr {{ {', '.join(map(str, ipaddress.collapse_addresses(networks)))} }} tcp dport {port} accept"  # type: ignore[type-var]
        for family, networks in by_family.items()
        if networks
    ]


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SiteError(f"this is no TOML: {error}") from None


def _table(told: Mapping[str, Any], name: str, faults: list[str]) -> dict[str, Any]:
    table = told.get(name, {})
    if isinstance(table, dict):
        return table
    faults.append(f"{name} is no table")
    return {}


def _ports(told: Mapping[str, Any], faults: list[str]) -> dict[str, int]:
    known = {name: port for name, port in told.items() if name in PORTS and type(port) is int and 0 < port < 65536}
    faults += [f"ports.{name} = {port!r} is none" for name, port in told.items() if name not in known]
    return known


def _networks(name: str, told: Any, faults: list[str]) -> tuple[str, ...]:
    listed = told if isinstance(told, list) else [told]
    return tuple(each for each in listed if _is_network(name, each, faults))


def _is_network(name: str, told: Any, faults: list[str]) -> bool:
    try:
        ipaddress.ip_network(told if isinstance(told, str) else "")
    except ValueError:
        faults.append(f"{name}: {told!r} is no address or network")
        return False
    return True


def _host(name: str, told: Any, faults: list[str]) -> Host:
    told = told if isinstance(told, dict) else {}
    address, runs = told.get("address", ""), told.get("runs", [])
    if _is_network(f"hosts.{name}.address", address, faults) and "/" in address:
        faults.append(f"hosts.{name}.address: {address!r} is a network")
    unknown = [each for each in runs if each not in ROLES] if isinstance(runs, list) else [runs]
    faults += [f"hosts.{name}.runs: {each!r} is none of {', '.join(ROLES)}" for each in unknown]
    return Host(name, str(address), tuple(each for each in ROLES if each not in unknown and each in runs))


def _missing(hosts: Iterable[Host], people: Mapping[str, tuple[str, ...]]) -> list[str]:
    run = {role for host in hosts for role in host.runs}
    nowhere = [f"{role} runs on no host" for role in ROLES if role not in run and role not in ("proxy", "databases")]
    return [*nowhere, *(f"{kind} come from nowhere" for kind in ("clients", "admins") if not people[kind])]


def main() -> None:
    """Write a file for each host."""
    parser = argparse.ArgumentParser(prog="python -m deploy.firewall")
    parser.add_argument("site", type=Path, help="the site's file (TOML)")
    parser.add_argument("folder", type=Path, help="where the rules are written")
    options = parser.parse_args()
    try:
        site = read(options.site.read_text(encoding="utf-8"))
    except (OSError, SiteError) as error:
        sys.exit(str(error))
    options.folder.mkdir(parents=True, exist_ok=True)
    for host in site.hosts:
        (options.folder / f"{host.name}.nft").write_text(rules(site, host), encoding="utf-8")
        print(options.folder / f"{host.name}.nft")


if __name__ == "__main__":
    main()
