"""What a process is told by its environment; everything wrong is said at once, at start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from services.common.clocks import zones
from services.common.clocks.clock import Clock, DemoClock, SystemClock
from services.common.security.exposure import bus_fault, database_fault, gateway_fault

SERVICES = ("auth", "roster", "gradebook", "corrections")

#: The file of a data folder that says what it is for: a demo, an academy or a test.
MODE = "mode"
TEST = "test"


class ConfigError(Exception):
    """The environment does not describe a deployment; the text has a line for each thing wrong."""


@dataclass(frozen=True, kw_only=True)
class Config:
    """One process's settings. ``repr`` shows no secret: the addresses of bus and database are left out."""

    data: Path
    keys: Path
    zone: ZoneInfo
    demo: bool
    booted: datetime | None
    host: str
    port: int
    threads: int
    rpc_timeout_seconds: float
    second_factor_required: bool
    cheap_passwords: bool
    certificate: Path | None
    certificate_key: Path | None
    rate_per_person: int
    rate_per_address: int
    address: str

    _amqp_uri: str
    _databases: Mapping[str, str]

    def __repr__(self) -> str:
        return f"Config(data={str(self.data)!r}, demo={self.demo}, zone={self.zone.key!r})"

    @property
    def amqp_uri(self) -> str:
        """Where the bus is, with its password."""
        return self._amqp_uri

    def database(self, service: str) -> str:
        """SQLAlchemy's URL of a service's own database."""
        return self._databases[service]

    def clock(self) -> Clock:
        """The clock of this process; only a demo's can be moved."""
        if self.demo:
            return DemoClock(self.zone, self.data / "clock.json", self.booted)
        return SystemClock(self.zone)


def load(environ: Mapping[str, str] = os.environ) -> Config:
    """Read the settings of this process. Raises ``ConfigError`` naming every fault at once."""
    faults: list[str] = []
    data = Path(environ.get("JURNAL_DATA", ".data")).absolute()
    if "JURNAL_AMQP_URI" not in environ:
        faults.append("JURNAL_AMQP_URI is not set: the address of RabbitMQ, as amqp://user:password@host:5672/")
    config = Config(
        data=data,
        keys=Path(environ.get("JURNAL_KEYS", data / "keys")).absolute(),
        zone=_zone(environ.get("JURNAL_TIMEZONE", "Asia/Almaty"), faults),
        demo=environ.get("JURNAL_DEMO", "") == "1",
        booted=_instant(environ, "JURNAL_BOOTED_AT", faults),
        host=environ.get("JURNAL_HOST", "127.0.0.1"),
        port=_whole_number(environ, "JURNAL_PORT", 8000, faults),
        threads=_whole_number(environ, "JURNAL_THREADS", 0, faults),
        rpc_timeout_seconds=_whole_number(environ, "JURNAL_RPC_TIMEOUT", 10, faults),
        second_factor_required=_second_factor(environ, faults),
        cheap_passwords=_cheap_passwords(environ, data, faults),
        certificate=_file(environ, "JURNAL_TLS_CERTIFICATE", "JURNAL_TLS_KEY", faults),
        certificate_key=_file(environ, "JURNAL_TLS_KEY", "JURNAL_TLS_CERTIFICATE", faults),
        rate_per_person=_whole_number(environ, "JURNAL_RATE_PER_PERSON", 50, faults) or 1,
        rate_per_address=_whole_number(environ, "JURNAL_RATE_PER_ADDRESS", 500, faults) or 1,
        address=_address(environ.get("JURNAL_ADDRESS", ""), faults),
        _amqp_uri=environ.get("JURNAL_AMQP_URI", ""),
        _databases={
            name: environ.get(f"JURNAL_DB_{name.upper()}", f"sqlite:///{data / name}.db") for name in SERVICES
        },
    )
    faults += _exposed(config, environ)
    if faults:
        raise ConfigError("\n".join(faults))
    return config


def load_without_bus(environ: Mapping[str, str] = os.environ) -> Config:
    """The settings of a command that needs no bus: ``./deploy/run`` starts one whose address nobody else is told."""
    return load({"JURNAL_AMQP_URI": "", **environ})


def _exposed(config: Config, environ: Mapping[str, str]) -> list[str]:
    """Addresses that would show what is sent to whoever listens on the network; a demo has nothing to hide."""
    named = {f"JURNAL_DB_{name.upper()}": database_fault(config.database(name), environ) for name in SERVICES}
    named["JURNAL_AMQP_URI"] = bus_fault(config.amqp_uri)
    is_sure = {
        "certified": config.certificate is not None,
        "behind_proxy": bool(environ.get("JURNAL_TRUSTED_PROXIES")),
    }
    named["JURNAL_HOST"] = "" if config.demo else gateway_fault(config.host, **is_sure)
    return [f"{name} {fault}" for name, fault in named.items() if fault]


def _second_factor(environ: Mapping[str, str], faults: list[str]) -> bool:
    """Whether heads, IT and moderators have to have one; a demo's accounts work without."""
    policy = environ.get("JURNAL_SECOND_FACTOR") or ("offered" if environ.get("JURNAL_DEMO") == "1" else "required")
    if policy not in ("required", "offered"):
        faults.append(f"JURNAL_SECOND_FACTOR is neither required nor offered: {policy!r}")
    return policy != "offered"


def _cheap_passwords(environ: Mapping[str, str], data: Path, faults: list[str]) -> bool:
    """Whether passwords cost next to nothing to guess, as tests about something else want it (¶5)."""
    is_told = environ.get("JURNAL_CHEAP_PASSWORDS") == "1"
    mode = data / MODE
    if is_told and not (mode.is_file() and mode.read_text(encoding="ascii") == TEST):
        faults.append(f"JURNAL_CHEAP_PASSWORDS is for tests only, and {data} is no test's: take the setting away")
    return is_told


def _address(text: str, faults: list[str]) -> str:
    """Where people find the gateway, as printed papers say it; "" where each request knows."""
    try:
        parts = urlsplit(text)
        is_whole = (
            parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
        )
        is_bare = parts.path in ("", "/") and not (parts.query or parts.fragment or parts.username)
    except ValueError:
        is_whole = is_bare = False
    if text and not (is_whole and is_bare and text.isprintable() and " " not in text):
        faults.append(f"JURNAL_ADDRESS is not an address like https://journal.academy.kz: {text!r}")
    return text.rstrip("/")


def _file(environ: Mapping[str, str], name: str, other: str, faults: list[str]) -> Path | None:
    """A file that goes with another: both are named, or none."""
    path = environ.get(name)
    if not path and environ.get(other):
        faults.append(f"{name} is not set, but {other} is: the gateway needs a certificate and its key")
    if path and not Path(path).is_file():
        faults.append(f"{name} is no file: {path!r}")
    return Path(path).absolute() if path else None


def _zone(name: str, faults: list[str]) -> ZoneInfo:
    try:
        return zones.zone(name)
    except zones.UnknownZoneError:
        faults.append(f"JURNAL_TIMEZONE is not a time zone: {name!r}")
        return zones.zone("UTC")


def _instant(environ: Mapping[str, str], name: str, faults: list[str]) -> datetime | None:
    """Since when a demo's clock counts, as its parts are told by what starts them all."""
    text = environ.get(name)
    try:
        return datetime.fromisoformat(text).astimezone(UTC) if text else None
    except (ValueError, OverflowError):
        faults.append(f"{name} is not an instant like 2026-10-05T04:00:00+00:00: {text!r}")
        return None


def _whole_number(environ: Mapping[str, str], name: str, default: int, faults: list[str]) -> int:
    text = environ.get(name, str(default))
    if not text.isascii() or not text.isdigit():
        faults.append(f"{name} is not a whole number: {text!r}")
        return default
    return int(text)
