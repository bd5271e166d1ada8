"""Settings: everything wrong is said at once, and no secret is shown."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from services.common.clocks.clock import DemoClock, SystemClock
from services.common.runtime.config import ConfigError, load

URI = "amqp://jurnal:secret-word@localhost/"


def test_one_setting_is_enough() -> None:
    """The others have values that work on one machine."""
    config = load({"JURNAL_AMQP_URI": URI, "JURNAL_DATA": "/srv/jurnal"})
    assert (URI, Path("/srv/jurnal/keys"), "Asia/Almaty", False) == (
        config.amqp_uri,
        config.keys,
        config.zone.key,
        config.demo,
    )
    assert "sqlite:////srv/jurnal/auth.db" == config.database("auth")


def test_a_database_is_chosen_by_its_address() -> None:
    """Each service has its own."""
    told = {"JURNAL_AMQP_URI": URI, "JURNAL_DB_ROSTER": "postgresql+psycopg2://roster@localhost/roster"}
    assert told["JURNAL_DB_ROSTER"] == load(told).database("roster")


def test_everything_wrong_is_said_at_once() -> None:
    """A line for each fault, naming the setting."""
    told = {
        "JURNAL_TIMEZONE": "Asia/Atlantis",
        "JURNAL_PORT": "80a",
        "JURNAL_THREADS": "-1",
        "JURNAL_RPC_TIMEOUT": "½",
    }
    with pytest.raises(ConfigError) as caught:
        load(told)
    named = [line.split()[0] for line in str(caught.value).splitlines()]
    assert ["JURNAL_AMQP_URI", "JURNAL_TIMEZONE", "JURNAL_PORT", "JURNAL_THREADS", "JURNAL_RPC_TIMEOUT"] == named


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("", ""),
        ("https://journal.academy.kz", "https://journal.academy.kz"),
        ("https://journal.academy.kz/", "https://journal.academy.kz"),
        ("http://10.0.0.5:8000", "http://10.0.0.5:8000"),
    ],
)
def test_a_public_address_is_what_papers_say(told: str, address: str) -> None:
    """Where none is told, each request's own is printed."""
    assert address == load({"JURNAL_AMQP_URI": URI, "JURNAL_ADDRESS": told}).address


@pytest.mark.parametrize(
    "told",
    [
        "journal.academy.kz",
        "ftp://journal.academy.kz",
        "https://",
        "https://journal.academy.kz/jurnal",
        "https://journal.academy.kz?x",
        "https://a:b@journal.academy.kz",
        "https://journal.academy.kz:0x1",
        "https://journal academy.kz",
        "https://[",
    ],
)
def test_a_public_address_is_a_hosts(told: str) -> None:
    """With its scheme, and with no path, query or person in it."""
    with pytest.raises(ConfigError, match="JURNAL_ADDRESS"):
        load({"JURNAL_AMQP_URI": URI, "JURNAL_ADDRESS": told})


@pytest.mark.parametrize("zone", ["../etc/passwd", "", "\0"])
def test_a_time_zone_is_a_name_not_a_path(zone: str) -> None:
    """What is no zone is a fault, not a defect."""
    with pytest.raises(ConfigError, match="JURNAL_TIMEZONE"):
        load({"JURNAL_AMQP_URI": URI, "JURNAL_TIMEZONE": zone})


def test_a_printed_configuration_shows_no_secret() -> None:
    """Neither the bus's password nor a database's."""
    told = {"JURNAL_AMQP_URI": URI, "JURNAL_DB_AUTH": "postgresql://auth:secret-word@localhost/auth"}
    assert "secret-word" not in repr(load(told))


def test_only_a_demos_clock_can_be_moved() -> None:
    """Outside a demo there is no such clock."""
    kinds = [type(load({"JURNAL_AMQP_URI": URI, "JURNAL_DEMO": demo}).clock()) for demo in ("1", "", "0", "yes")]
    assert [DemoClock, SystemClock, SystemClock, SystemClock] == kinds


def test_a_demos_time_is_counted_from_an_instant() -> None:
    """What is none is named; an academy's clock is its machine's, whatever is told."""
    told = {"JURNAL_AMQP_URI": URI, "JURNAL_BOOTED_AT": "3000-01-01T00:00:00+00:00"}
    assert datetime(3000, 1, 1, tzinfo=UTC) <= load({**told, "JURNAL_DEMO": "1"}).clock().machine()
    assert datetime.now(UTC) - load(told).clock().machine() < timedelta(minutes=1)
    for wrong in ("yesterday", "0001-01-01T00:00:00+14:00"):
        with pytest.raises(ConfigError, match="JURNAL_BOOTED_AT is not an instant"):
            load({**told, "JURNAL_BOOTED_AT": wrong})


def test_passwords_are_cheap_in_a_tests_folder_alone(tmp_path: Path) -> None:
    """¶5: a demo's and an academy's never are, whoever sets it."""
    told = {"JURNAL_AMQP_URI": URI, "JURNAL_DATA": str(tmp_path), "JURNAL_CHEAP_PASSWORDS": "1"}
    for mode in ("", "demo", "academy"):
        (tmp_path / "mode").write_text(mode, encoding="ascii")
        with pytest.raises(ConfigError, match="JURNAL_CHEAP_PASSWORDS is for tests only"):
            load(told)
    (tmp_path / "mode").write_text("test", encoding="ascii")
    assert load(told).cheap_passwords
    assert not load({**told, "JURNAL_CHEAP_PASSWORDS": ""}).cheap_passwords
