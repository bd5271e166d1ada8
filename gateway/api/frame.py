"""The academy's frame: faculties and terms."""

from gateway.api.endpoint import Endpoint
from services.roster import contract as roster

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/frame",
        summary="Faculties, terms and the current term.",
        request=roster.ListFrame,
        reply=roster.Frame,
    ),
    Endpoint(
        method="POST",
        path="/faculties",
        summary="Add a faculty, for IT.",
        request=roster.CreateFaculty,
        reply=roster.Named,
        status=201,
        codes=("faculty_name_taken", "name_required", "text_unprintable", "name_malformed", "looks_like"),
    ),
    Endpoint(
        method="POST",
        path="/terms",
        summary="Add a term, for IT; terms do not overlap.",
        request=roster.CreateTerm,
        reply=roster.TermRow,
        status=201,
        codes=(
            "term_overlaps",
            "term_dates_wrong",
            "name_required",
            "text_unprintable",
            "name_malformed",
            "looks_like",
        ),
    ),
)
