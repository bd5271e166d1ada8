"""Which kind each refusal is, for the document of the API; a test compares it with what the services do."""

from services.common.errors import Kind

_BYKIND: dict[str, Kind] = {code: kind for kind, codes in _BY_KIND.items() for code in codes}


def kind_of(code: str) -> Kind:
    """The kind with which services refuse with this code; what is not listed is invalid."""
    return KIND.get(code, "invalid")
