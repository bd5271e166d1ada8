"""By what marks become results: the versions in force, and what is proposed (¶2)."""

from collections.abc import Iterator, Sequence
from datetime import date

from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.common.text.kazakh import kazakh_order
from services.gradebook.contract import (
    ListPolicies,
    Named,
    Policies,
    PolicyVersion,
    Someone,
    SubjectCredits,
    TermDays,
)
from services.gradebook.domain.policies import FIRST, terms_of, version_of
from services.gradebook.store import policies
from services.gradebook.store.policies import StoredVersion
from services.gradebook.views import displayed_names

#: What holds before anything was decided.
_FIRST = PolicyVersion(
    number=FIRST.number,
    subject=None,
    holds_from=None,
    terms=terms_of(FIRST.policy),
    author=None,
    at=None,
    put_in_force=None,
)


def list_policies(work: Work, request: ListPolicies) -> Policies:
    """Every version, newest first; whoever has signed in may know how results are made."""
    del request
    stored, subjects = policies.stored_versions(work), policies.known_subjects(work.session)
    names = displayed_names.displayed_people(work.session, {each.author for each in stored})

    def version(each: StoredVersion) -> PolicyVersion:
        return _version(each, subjects, names)

    def damaged(each: StoredVersion) -> None:
        work.damaged("row_unreadable", f"policy/{each.version.number}")

    versions = (*sound(stored, version, damaged), _FIRST)
    is_whole = not work.unreadable  # by a former version than one that does not read they would be wrong ones
    return Policies(
        versions=versions,
        subjects=tuple(Named(id=each, name=name) for each, name in subjects.items()),
        terms=tuple(
            TermDays(name=name, starts=starts, ends=ends) for name, starts, ends in policies.known_terms(work.session)
        ),
        credits=tuple(_credits(stored, subjects, work.now.date())) if is_whole else (),
        may_propose=work.principal.has("it_staff"),
        damaged=work.unreadable,
    )


def _credits(stored: Sequence[StoredVersion], subjects: dict[str, str], today: date) -> Iterator[SubjectCredits]:
    in_force = [each.version for each in stored if each.put_in_force]
    for subject, name in sorted(subjects.items(), key=lambda each: kazakh_order(each[1])):
        version = version_of(in_force, subject, today)
        named = Named(id=subject, name=name)
        yield SubjectCredits(subject=named, credits=version.policy.credits, policy=version.number)


def _version(stored: StoredVersion, subjects: dict[str, str], names: dict[str, Someone]) -> PolicyVersion:
    version = stored.version
    subject = (
        Named(id=version.subject, name=subjects.get(version.subject, version.subject)) if version.subject else None
    )
    return PolicyVersion(
        number=version.number,
        subject=subject,
        holds_from=version.holds_from,
        terms=stored.terms,
        author=names[stored.author],
        at=stored.at,
        put_in_force=stored.put_in_force,
    )
