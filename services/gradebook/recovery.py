"""For a day when nobody is left who opens a journal: ``python -m services.gradebook.recovery [--journal ID]``.

Without a journal it says which have somebody entitled who waits, and nobody who could give them the key. With one it
opens the copy that is sealed to the recovery key and seals it to those who wait, as a colleague's opening the journal
would; the recovery key is taken out again afterwards. Both acts stand in the audit.
"""

import argparse
import sys
from collections.abc import Mapping

from services.common.errors import Refused
from services.common.runtime import config, own_files
from services.common.runtime.app import Runtime
from services.common.security.sealing import PrivateKey, SealBrokenError, read_private
from services.common.security.tokens import Principal
from services.common.storage.unit_of_work import Work
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.sealing.key_ring import RECOVERY, RECOVERY_KEY, KeyRing, copy_context, key_ring
from services.gradebook.store import entitlement, key_copies, queries
from services.gradebook.usecases.share_keys import due_key_changes, share

#: Whoever may run commands on the server, as the audit names them.
OPERATOR = Principal(person="operator", name="", session="")


def main() -> None:
    """Read the command line, and say what there is to do or do it."""
    parser = argparse.ArgumentParser(prog="python -m services.gradebook.recovery")
    parser.add_argument("--journal", help="whose key is given to those who wait for it")
    journal = parser.parse_args().journal
    known = config.load_without_bus()
    own_files.keep(known.data)
    runtime = Runtime.of("gradebook", known)
    if journal is None:
        with runtime.unit.reading(OPERATOR) as work:
            found = [f"{each}\t{', '.join(waiting)}" for each, waiting in lost(work).items()]
        print(*found or ["nobody waits in vain for a journal's key"], sep="\n")
        return
    try:
        with runtime.unit.writing(OPERATOR) as work:
            people = restore(work, journal, _recovery_key(runtime), key_ring(runtime.config.keys))
    except Refused as refused:
        sys.exit(f"refused: {refused.refusal.code} {refused.refusal.params}; nothing has changed")
    print(f"given to: {', '.join(people)}")


def lost(work: Work) -> Mapping[str, list[str]]:
    """By journal of which none of the entitled has the key: the people who wait for it (¶5)."""
    journals = queries.journal_ids(work.session)
    entitled = entitlement.entitled(work.session, journals, work.now)
    found = {journal: due for journal, due in due_key_changes(work, journals).items() if due.holders and due.waiting}
    return {each: sorted(due.waiting) for each, due in found.items() if {*due.missing} == {*entitled[each]}}


def restore(work: Work, journal: str, recovery: PrivateKey, ring: KeyRing) -> list[str]:
    """Give the key to who waits. Exits when somebody else can, or the recovery key does not open this journal's."""
    queries.locked_journal(work.session, journal)
    people = lost(work).get(journal)
    if not people:
        sys.exit("nobody waits for this journal's key, or somebody entitled has it: let them open the journal")
    key = _opened(work, journal, recovery)
    work.audit("recovery_key.used", f"journal/{journal}", people=people)
    share(work, journal, key, due_key_changes(work, [journal])[journal], CallerKeys(ring, ""))
    return people


def _opened(work: Work, journal: str, recovery: PrivateKey) -> JournalKey:
    copies = key_copies.copies(work.session, journal, RECOVERY)
    try:
        opened = {number: recovery.open(copy, copy_context(journal, number)) for number, copy in copies.items()}
    except SealBrokenError:
        sys.exit("the recovery key does not open this journal's: it is another one's; nothing has changed")
    if not opened:
        sys.exit("this journal has no copy for the recovery key; nothing has changed")
    return JournalKey(journal, opened)


def _recovery_key(runtime: Runtime) -> PrivateKey:
    path = runtime.config.keys / RECOVERY_KEY
    try:
        return read_private(path)
    except (OSError, ValueError):
        sys.exit(f"{path} is not there or is no key: put its medium in; nothing has changed")


if __name__ == "__main__":
    main()
