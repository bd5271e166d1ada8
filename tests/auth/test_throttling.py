"""¶4: guessing becomes slow, and no stranger locks a colleague out."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.auth.domain.throttling import (
    AT_ADDRESS,
    OF_ADDRESS,
    OF_LOGIN,
    Failures,
    Limit,
    judged_sign_in_counters,
    one_more,
    sign_in_counters,
    throttled,
    wait,
)
from services.common.errors import Refusal

NOW = datetime(2026, 10, 5, 4, 0, tzinfo=UTC)
limits = st.sampled_from([AT_ADDRESS, OF_LOGIN, OF_ADDRESS])


def _seconds(limit: Limit, count: float) -> float:
    return wait(limit, Failures(count, NOW)).total_seconds()


def test_four_failures_cost_nothing_and_each_further_one_doubles_the_wait() -> None:
    """¶4: at one login from one address: 5 failures, then 2, 4, 8 … seconds, at most 15 minutes."""
    assert [0, 2, 4, 8, 900, 900] == [_seconds(AT_ADDRESS, count) for count in (4, 5, 6, 7, 14, 1000)]


def test_a_login_under_attack_is_closed_for_thirty_seconds_at_most() -> None:
    """¶4: however many addresses guess, its owner waits no longer."""
    assert 30 == max(_seconds(OF_LOGIN, count) for count in range(2000))


@given(limits, st.floats(0, 1e6), st.floats(0, 1e6))
def test_more_failures_never_wait_less(limit: Limit, one: float, other: float) -> None:
    """¶4: the wait grows with the failures, up to its longest."""
    fewer, more = sorted((one, other))
    assert timedelta() <= wait(limit, Failures(fewer, NOW)) <= wait(limit, Failures(more, NOW)) <= limit.longest


@given(limits, st.floats(1, 1e4))
def test_an_attempt_is_looked_at_again_when_the_wait_is_over(limit: Limit, count: float) -> None:
    """¶4: refused until the very end of the wait, allowed from then on."""
    failures = Failures(count, NOW)
    end = NOW + wait(limit, failures)
    assert throttled(limit, failures, end) is None
    assert (end > NOW) == (throttled(limit, failures, NOW) is not None)


def test_the_refusal_says_how_many_seconds_are_left() -> None:
    """¶4: a whole number, never too few."""
    failures = Failures(6, NOW)
    expected = Refusal("throttled", "too_many_attempts", "¶4", {"retry_after_seconds": "3"})
    assert expected == throttled(AT_ADDRESS, failures, NOW + timedelta(seconds=1.5))


def test_a_clock_that_was_set_back_makes_nobody_wait_longer() -> None:
    """¶4: the longest wait is the longest."""
    refusal = throttled(AT_ADDRESS, Failures(6, NOW), NOW - timedelta(days=1))
    assert refusal is not None
    assert "4" == refusal.params["retry_after_seconds"]


def test_nobody_waits_before_the_first_failure() -> None:
    """¶4: no failures, no wait."""
    assert throttled(AT_ADDRESS, None, NOW) is None


def test_failures_fade() -> None:
    """¶4: an hour after five failures at a login and address there is one again."""
    assert 1 == one_more(AT_ADDRESS, Failures(5, NOW), NOW + timedelta(hours=1)).count


def test_a_few_typing_errors_all_day_never_close_a_facultys_address() -> None:
    """¶4: who mistypes a hundred times an hour behind one address is not an attack."""
    failures = None
    for error in range(800):
        now = NOW + timedelta(seconds=36) * error
        assert throttled(OF_ADDRESS, failures, now) is None
        failures = one_more(OF_ADDRESS, failures, now)


@given(limits, st.floats(1, 1e4), st.timedeltas(timedelta(days=-1), timedelta(days=1)))
def test_one_more_is_never_less_than_one_nor_more_than_one_more(limit: Limit, count: float, later: timedelta) -> None:
    """¶4: also when the machine's clock has been set back."""
    assert 1 <= one_more(limit, Failures(count, NOW), NOW + later).count <= count + 1


def test_who_has_signed_in_here_before_waits_for_own_failures_only() -> None:
    """¶4: strangers' failures at the login, or neighbours' at the address, close nothing to its owner."""
    assert (sign_in_counters("teacher", "10.0.0.1"), sign_in_counters("teacher", "10.0.0.1")[:1]) == (
        judged_sign_in_counters("teacher", "10.0.0.1", is_known=False),
        judged_sign_in_counters("teacher", "10.0.0.1", is_known=True),
    )
