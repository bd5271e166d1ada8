"""Names that IT enters for faculties and terms: which are allowed, and whether they look like another one (¶14)."""

from collections.abc import Iterable

from services.common.errors import Refusal
from services.common.text.looks import rough_look
from services.common.text.printable import unprintable
from services.roster.domain.alphabets import mended
from services.roster.domain.cells import LONGEST, is_formula
from services.roster.domain.names import key, tidy
from services.roster.refusals import Reasons

LONGEST_NAME = LONGEST["faculty"]


def given_name(text: str) -> str | Refusal:
    """The name as it is kept: tidy, 1 to 200 characters, nothing that no paper prints, no formula."""
    if len(text) > 2 * LONGEST_NAME or len(name := mended(tidy(text))) > LONGEST_NAME:
        return Reasons.malformed.refusal(detail=f"name: at most {LONGEST_NAME} characters")
    if not name:
        return Reasons.name_required.refusal()
    if sign := unprintable(name):
        return Reasons.text_unprintable.refusal(sign=sign)
    if is_formula(name):
        return Reasons.name_malformed.refusal()
    return name


def look_alike_refusal(name: str, others: Iterable[str]) -> Refusal | None:
    """¶14: a name that looks like another one is refused."""
    like = next((other for other in others if rough_look(other) == rough_look(name) and key(other) != key(name)), "")
    return Reasons.looks_like.refusal(value=name, like=like) if like else None
