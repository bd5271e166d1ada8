"""The demo's accounts are what auth lets IT register."""

from datetime import date

from deploy.demo.plan import plan
from services.auth.domain.passwords import weakness
from services.auth.domain.people import Held, cadet_login, roles_refusal
from services.auth.sealing.passwords import is_leaked
from services.common.security.tokens import Role


def test_a_demos_passwords_are_what_own_ones_must_be() -> None:
    """¶5: no name, no login, nothing common; each another."""
    accounts = plan(date(2026, 10, 5)).accounts
    assert len(accounts) > 10
    assert len(accounts) == len({each.password for each in accounts})
    named = [(each.password, (each.login, *vars(each.name).values())) for each in accounts]
    assert [] == [words for password, words in named if weakness(password, words, is_leaked)]


def test_a_demos_people_hold_roles_that_can_be_held() -> None:
    """¶4: one each; the cadet's login is the one that auth makes of the number."""
    accounts = plan(date(2026, 10, 5)).accounts
    roles: list[Held] = [Role(role=each.role, faculty="f" * (each.faculty is not None))
                         for each in accounts if each.role != "cadet"]  # fmt: skip
    assert [] == [each for each in roles if roles_refusal([each])]
    (login,) = (each.login for each in accounts if each.role == "cadet")
    assert login == cadet_login(login, "any")
