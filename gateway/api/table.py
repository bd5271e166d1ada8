"""The JSON API as one table: the routes and the OpenAPI document are both made of it, in its order."""

from itertools import chain

from gateway.api import (
    cadets,
    calendar,
    cases,
    contingents,
    controls,
    demo_clock,
    discrepancies,
    events,
    examinations,
    frame,
    groups,
    insights,
    journals,
    keys,
    lessons,
    make_ups,
    marks,
    me,
    notices,
    operations,
    oversight,
    papers,
    password_requests,
    people,
    policies,
    records,
    results,
    sessions,
    sheets,
    substitutions,
    summaries,
)
from gateway.api.endpoint import Endpoint

PREFIX = "/api/v1"

_RESOURCES = (
    sessions.ENDPOINTS,
    me.ENDPOINTS,
    people.ENDPOINTS,
    cadets.ENDPOINTS,
    password_requests.ENDPOINTS,
    journals.ENDPOINTS,
    lessons.ENDPOINTS,
    marks.ENDPOINTS,
    controls.ENDPOINTS,
    examinations.ENDPOINTS,
    keys.ENDPOINTS,
    contingents.ENDPOINTS,
    notices.ENDPOINTS,
    frame.ENDPOINTS,
    groups.ENDPOINTS,
    discrepancies.ENDPOINTS,
    cases.ENDPOINTS,
    make_ups.ENDPOINTS,
    substitutions.ENDPOINTS,
    oversight.ENDPOINTS,
    results.ENDPOINTS,
    insights.ENDPOINTS,
    sheets.ENDPOINTS,
    records.ENDPOINTS,
    summaries.ENDPOINTS,
    policies.ENDPOINTS,
    calendar.ENDPOINTS,
    events.ENDPOINTS,
    papers.ENDPOINTS,
    operations.ENDPOINTS,
)

ENDPOINTS: tuple[Endpoint, ...] = tuple(chain.from_iterable(_RESOURCES))
#: Only in demo mode.
DEMO: tuple[Endpoint, ...] = demo_clock.ENDPOINTS
