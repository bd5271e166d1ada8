"""Nothing is sent in clear from machine to machine (¶9)."""

import pytest

from services.common.runtime.config import ConfigError, load
from services.common.security.exposure import bus_fault, database_fault, gateway_fault

AUTHORITY = "/etc/jurnal/authority.pem"


@pytest.mark.parametrize(
    "uri",
    [
        "amqp://jurnal:word@localhost/",
        "amqp://jurnal:word@127.0.0.1:5672/",
        "amqp://jurnal:word@127.8.0.1:5672/",
        "amqp://jurnal:word@[::1]:5672/",
        f"amqps://jurnal:word@broker:5671/?cafile={AUTHORITY}",
        f"amqps://jurnal:word@10.0.0.6:5671/?cafile={AUTHORITY}&certfile=/a.pem&keyfile=/a.key",
    ],
)
def test_a_bus_on_this_machine_or_under_tls_is_used(uri: str) -> None:
    """Under TLS with the authority by which the broker is known (¶9)."""
    assert not bus_fault(uri)


@pytest.mark.parametrize(
    ("uri", "says"),
    [
        ("amqp://jurnal:word@broker:5672/", "use amqps://"),
        ("amqp://jurnal:word@10.0.0.6/", "use amqps://"),
        ("amqp://jurnal:word@127.0.0.1.example.kz/", "use amqps://"),
        ("amqp://jurnal:word@localhost.kz/", "use amqps://"),
        ("amqp://127.0.0.1:word@10.0.0.6/", "use amqps://"),
        ("amqp://0.0.0.0/", "use amqps://"),
        ("amqp://[fe80::1]/", "use amqps://"),
        ("amqps://jurnal:word@10.0.0.6:5671/", "has no ?cafile="),
        (f"amqps://jurnal:word@10.0.0.6/?cafile={AUTHORITY}&no_verify_ssl=1", "not known: no_verify_ssl"),
        ("amqp://localhost/;amqp://10.0.0.6/", "one address"),
        ("pyamqp://jurnal:word@10.0.0.6/", "another kind"),
        ("redis://10.0.0.6/", "another kind"),
        ("amqp://[::1/", "is no address"),
    ],
)
def test_a_bus_in_clear_on_another_machine_is_refused(uri: str, says: str) -> None:
    """Whatever it looks like; the fault says what to do (¶5, ¶9)."""
    assert says in bus_fault(uri)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////srv/auth.db",
        "postgresql+psycopg2://auth@/auth?host=/run/postgresql",
        "postgresql+psycopg2://auth@localhost/auth",
        "postgresql+psycopg2:///auth",
        f"postgresql+psycopg2://auth@db/auth?sslmode=verify-full&sslrootcert={AUTHORITY}",
    ],
)
def test_a_database_on_this_machine_or_verified_is_used(url: str) -> None:
    """On another machine the server has to prove who it is (¶9)."""
    assert not database_fault(url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg2://auth@db/auth",
        "postgresql+psycopg2://auth@db/auth?sslmode=require",
        f"postgresql+psycopg2://auth@db/auth?sslmode=verify-ca&sslrootcert={AUTHORITY}",
        "postgresql+psycopg2://auth@db/auth?sslmode=verify-full",
        "postgresql+psycopg2://auth@/auth?host=db",
        "postgresql+psycopg2://auth@/auth?host=/run/postgresql&host=db",
        "postgresql+psycopg2://auth@localhost/auth?hostaddr=10.0.0.7",
        "postgresql+psycopg2:///auth?service=far",
        "no address",
    ],
)
def test_a_database_that_anybody_could_stand_in_for_is_refused(url: str) -> None:
    """Encrypted to whoever answers is not enough (¶9)."""
    assert database_fault(url)


def test_a_process_does_not_start_and_names_each_setting() -> None:
    """All at once, and without showing a password (¶5, ¶9)."""
    told = {
        "JURNAL_AMQP_URI": "amqp://jurnal:secret-word@broker/",
        "JURNAL_DB_AUTH": "postgresql+psycopg2://auth:secret-word@db/auth",
        "JURNAL_TLS_KEY": "/nowhere.key",
    }
    with pytest.raises(ConfigError) as caught:
        load(told)
    lines = str(caught.value).splitlines()
    assert ["JURNAL_TLS_CERTIFICATE", "JURNAL_TLS_KEY", "JURNAL_DB_AUTH", "JURNAL_AMQP_URI"] == [
        line.split()[0] for line in lines
    ]
    assert "secret-word" not in str(caught.value)


@pytest.mark.parametrize("name", ["PGHOST", "PGHOSTADDR", "PGSERVICE"])
def test_a_database_whose_host_the_environment_names_is_refused(name: str) -> None:
    """Libpq would go there, whatever the address leaves out (¶9)."""
    assert name in database_fault("postgresql+psycopg2:///auth", {name: "db.remote"})
    assert not database_fault("postgresql+psycopg2://localhost/auth", {name: "db.remote"})


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.10", "journal.academy.kz"])
def test_a_gateway_takes_no_passwords_in_clear_from_the_network(host: str) -> None:
    """It speaks TLS itself, or a proxy that is named does (¶5, ¶9)."""
    assert "JURNAL_TLS_CERTIFICATE" in gateway_fault(host, certified=False, behind_proxy=False)
    assert not gateway_fault(host, certified=True, behind_proxy=False)
    assert not gateway_fault(host, certified=False, behind_proxy=True)


def test_on_its_own_machine_and_in_a_demo_plain_http_is_served() -> None:
    """A proxy or a browser there shows nobody anything; a demo has nothing to hide (¶9)."""
    assert not gateway_fault("127.0.0.1", certified=False, behind_proxy=False)
    bus = {"JURNAL_AMQP_URI": "amqp://localhost/", "JURNAL_HOST": "0.0.0.0"}
    assert "0.0.0.0" == load({**bus, "JURNAL_DEMO": "1"}).host
    with pytest.raises(ConfigError, match="JURNAL_HOST would take passwords in clear"):
        load(bus)
