"""The faculty's head begins a new generation of a journal's key, while others go on entering marks (¶5)."""

from services.common.storage.unit_of_work import Work
from services.gradebook.contract import Done, RenewKey
from services.gradebook.refusals import Reasons
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.store import queries
from services.gradebook.usecases.journal_access import headed_journal
from services.gradebook.usecases.share_keys import share_with_everybody


def renew_key(work: Work, request: RenewKey, keys: CallerKeys) -> Done:
    """Begin a new generation. Marks are sealed under it from now on; earlier marks stay readable."""
    journal = headed_journal(work, request.journal)
    queries.locked_journal(work.session, journal.id)
    key = keys.of(work, journal)
    if key is None:
        raise Reasons.key_not_made.refused()
    share_with_everybody(work, journal, key, keys, renewing=True)
    return Done()
