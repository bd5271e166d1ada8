"""The first account of an academy: ``python -m services.auth.bootstrap --login L --family F --given G``.

Makes a person of the IT department and prints the initial password once. It refuses when there already is one:
from then on IT registers people in the journal itself. When none of them can sign in any more, ``--another`` makes one
more account all the same; the audit names the operator.
"""

import argparse
import sys
from collections.abc import Sequence

from services.auth.contract import RegisterPerson
from services.auth.sealing import attested_people
from services.auth.store import queries
from services.auth.usecases.register_person import Register, initial_password, prepare_registration
from services.common.errors import Refused
from services.common.runtime import config, own_files
from services.common.runtime.app import Runtime
from services.common.security.sealing import read_key
from services.common.security.tokens import Principal, Role
from services.common.storage.unit_of_work import Work

#: Whoever may run commands on the server acts as IT, and the audit says so.
OPERATOR = Principal(person="operator", name="", session="", roles=(Role(role="it_staff"),))


def main() -> None:
    """Make the account that the command line names and print its password."""
    settings = config.load_without_bus()
    own_files.keep(settings.data)
    try:
        print(make_account(settings, sys.argv[1:]))
    except Refused as refused:
        sys.exit(f"refused: {refused.refusal.code} {refused.refusal.params or ''}")


def make_account(settings: config.Config, arguments: Sequence[str]) -> str:
    """Make the account that the arguments name. Returns its initial password. Raises ``Refused``."""
    return _make(Runtime.of("auth", settings), _options(arguments))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m services.auth.bootstrap")
    for name in ("login", "family", "given"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--patronymic", default="")
    parser.add_argument("--another", action="store_true", help="though there is one: nobody of IT can sign in")
    parser.add_argument("--password", help="demo only")
    parser.add_argument("--ready", action="store_true", help="demo only: nothing to do at the first sign-in")
    return parser.parse_args(arguments)


def _make(runtime: Runtime, options: argparse.Namespace) -> str:
    request = RegisterPerson(
        command_id="bootstrap",
        login=options.login,
        family=options.family,
        given=options.given,
        patronymic=options.patronymic,
        roles=(Role(role="it_staff"),),
        password=options.password,
        ready=options.ready,
        as_new=True,
    )
    initial = initial_password(request, runtime.config.demo)
    index_key, recovery = (read_key(runtime.config.keys / name) for name in ("password-index.key", "recovery.pub"))
    made = prepare_registration(request, initial, index_key, recovery)
    with runtime.unit.writing(OPERATOR) as work:
        if not options.another:
            _must_be_first(work)
        Register(made)(work, request)
    return initial


def _must_be_first(work: Work) -> None:
    if any("it_staff" in attested_people.standing(person).roles for person in queries.all_people(work.session)):
        sys.exit("there is an account of IT already: it registers the others; if it cannot sign in, say --another")


if __name__ == "__main__":
    main()
