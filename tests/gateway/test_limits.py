"""Every route has a limit, of the address and of the person; what is refused says when to come again (¶9)."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.routing import BaseRoute, Mount, Route

from gateway.api.table import ENDPOINTS
from gateway.app import create_app
from gateway.errors import Rejected
from gateway.http.rate_limits import BURST_SECONDS, CAPACITY, SLOW, STRANGERS_PASSWORD, Buckets, Limits
from services.common.runtime import config
from tests.gateway.gateways import another_gateway
from tests.support.stack import Stack, password_of

ADDRESS = "192.0.2.7"


class Now:
    """A time that is moved."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def now() -> Now:
    """It stands."""
    return Now()


def test_a_bucket_empties_and_fills_again(now: Now) -> None:
    """As many at once as it holds, then as many a second as it is filled with."""
    buckets = Buckets(2, now)
    for _ in range(2 * BURST_SECONDS):
        buckets.take("teacher")
    with pytest.raises(Rejected) as caught:
        buckets.take("teacher")
    assert (429, {"retry_after_seconds": "1"}) == (caught.value.status, caught.value.params)
    buckets.take("head")
    now.seconds += 1
    buckets.take("teacher", 2)
    with pytest.raises(Rejected) as caught:
        buckets.take("teacher", 5)
    assert {"retry_after_seconds": "3"} == caught.value.params


def test_what_costs_more_than_a_bucket_holds_takes_a_full_one(now: Now) -> None:
    """It is let in, once the bucket is full."""
    buckets = Buckets(1, now)
    buckets.take("teacher", 1000)
    now.seconds += BURST_SECONDS - 1
    with pytest.raises(Rejected):
        buckets.take("teacher", 1000)
    now.seconds += 1
    buckets.take("teacher", 1000)


def test_it_remembers_only_so_many(now: Now) -> None:
    """Who makes up names fills no memory."""
    buckets = Buckets(1, now)
    for place in range(CAPACITY + 10):
        buckets.take(str(place))
    assert CAPACITY == len(buckets._held)


def _paths(routes: list[BaseRoute], before: str = "") -> Iterator[str]:
    for route in routes:
        if isinstance(route, Mount) and route.routes:
            yield from _paths(route.routes, before + route.path)
        elif isinstance(route, Mount | Route):
            yield before + route.path


def test_no_route_is_without_a_limit(tmp_path: Path, now: Now) -> None:
    """Pages, files, the API, what machines ask: each is refused when its address has asked too much."""
    app = create_app(config.load({"JURNAL_AMQP_URI": "amqp://127.0.0.1/", "JURNAL_DATA": str(tmp_path)}))
    app.state.limits = Limits(people=Buckets(1, now), addresses=Buckets(1, now))
    app.state.limits.addresses.take(ADDRESS, BURST_SECONDS)
    paths = list(_paths(app.routes))
    assert {"/healthz", "/static", "/sign-in", "/api/v1/sessions", "/journals/{id}"} <= {*paths}

    async def ask() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=app, client=(ADDRESS, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://jurnal") as client:
            return [await client.get(path) for path in paths]

    for answer in asyncio.run(ask()):
        assert (429, "1") == (answer.status_code, answer.headers["retry-after"]), answer.url


def test_trying_passwords_and_reading_files_costs_more() -> None:
    """The endpoints that do are told by the table itself."""
    costly = {endpoint.path for endpoint in ENDPOINTS if endpoint.cost == SLOW}
    assert {"/me/password", "/me/confirmation", "/contingents", "/cases/{case}/approve"} <= costly
    assert ["/sessions", "/check"] == [endpoint.path for endpoint in ENDPOINTS if endpoint.cost == STRANGERS_PASSWORD]
    assert {1, SLOW, STRANGERS_PASSWORD} == {endpoint.cost for endpoint in ENDPOINTS}


def test_a_flood_of_sign_ins_from_one_address_ends_soon(now: Now) -> None:
    """¶4: each takes a processor for a third of a second; a class signs in at once all the same."""
    rate = config.load({"JURNAL_AMQP_URI": ""}).rate_per_address
    buckets = Buckets(rate, now)
    for _ in range(100):
        buckets.take("10.0.0.1", STRANGERS_PASSWORD)
    with pytest.raises(Rejected):
        buckets.take("10.0.0.1", STRANGERS_PASSWORD)
    now.seconds += 1
    for _ in range(5):
        buckets.take("10.0.0.1", STRANGERS_PASSWORD)


@pytest.fixture(scope="module")
def slow_gateway(stack: Stack) -> str:
    """The address of one that lets a person ask once a second."""
    return another_gateway(stack, "gateway-slow", JURNAL_RATE_PER_PERSON="1")


def test_one_persons_haste_slows_nobody_else(stack: Stack, slow_gateway: str) -> None:
    """Each has a bucket; the refusal says when to come again."""
    answer = None
    with stack.it() as hasty, stack.client() as other:
        for _ in range(200):
            answer = hasty.get(f"{slow_gateway}/api/v1/me")
            if answer.status_code != 200:
                break
        assert answer is not None
        assert (429, "too_many_requests") == (answer.status_code, answer.json()["error"]["code"])
        assert 1 <= int(answer.headers["retry-after"]) <= BURST_SECONDS
        body = {"login": "it", "password": password_of("it")}
        assert 201 == other.post(f"{slow_gateway}/api/v1/sessions", json=body).status_code
