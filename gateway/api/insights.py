"""Insights: how study goes, and who falls behind."""

from gateway.api.codes import KEYS, READ_JOURNAL
from gateway.api.endpoint import Endpoint
from services.gradebook import contract as gradebook

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/insights",
        summary="One's journals of a term side by side (¶1); without a term, those of the present one.",
        request=gradebook.ListInsights,
        reply=gradebook.InsightsList,
        query=("term",),
        codes=KEYS,
    ),
    Endpoint(
        method="GET",
        path="/insights/{journal}",
        summary="A journal's weeks, its cadets, and who falls behind with the reason (¶1).",
        request=gradebook.ShowInsights,
        reply=gradebook.Insights,
        codes=READ_JOURNAL,
    ),
    Endpoint(
        method="GET",
        path="/insights/cadets/{cadet}",
        summary="A cadet's subjects over terms: results, attendance, weeks, risks; counts alone for IT (¶1, ¶5).",
        request=gradebook.ShowCadetInsights,
        reply=gradebook.CadetInsights,
        codes=("cadet_unknown", *KEYS),
    ),
)
