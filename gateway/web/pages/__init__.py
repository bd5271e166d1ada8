"""The pages people see: server-rendered, in three languages, their data asked of the services."""

from starlette.routing import BaseRoute, Route

from gateway.web.pages import (
    calendar,
    cases,
    contingents,
    discrepancies,
    health,
    insights,
    journals,
    notices,
    oversight,
    papers,
    passwords,
    people,
    policies,
    reports,
    roster,
    sheets,
    sign_in,
    start,
    substitutions,
)
from gateway.web.pages.entry import Page, failure_page, newcomer, open_to_all, signed_in

__all__ = ["failure_page", "routes"]

_SIGNED_IN: dict[str, Page] = {
    "/": start.start,
    "/account": sign_in.account,
    "/journals": journals.journals,
    "/journals/{id}": journals.journal,
    "/journals/{id}/insights": insights.journal_insights,
    "/insights": insights.insights,
    "/cadets/{id}": insights.cadet,
    "/sheets": sheets.sheets,
    "/sheets/{id}": sheets.sheet,
    "/cases": cases.cases,
    "/cases/new": reports.report,
    "/cases/new-lesson": reports.late_lesson,
    "/cases/{id}": cases.case,
    "/cases/{id}/papers/{kind}.pdf": papers.paper,
    "/substitutions": substitutions.substitutions,
    "/substitutions/new": substitutions.substitution_new,
    "/calendar": calendar.calendar,
    "/contingents": contingents.contingents,
    "/contingents/new": contingents.contingent_upload,
    "/contingents/{id}": contingents.contingent,
    "/contingents/{id}/errors.csv": contingents.contingent_errors,
    "/discrepancies": discrepancies.discrepancies,
    "/notices": notices.notices,
    "/notices/new": notices.notice_new,
    "/oversight": oversight.oversight,
    "/oversight/cases": oversight.oversight_cases,
    "/groups": roster.groups,
    "/groups/{id}": roster.group,
    "/frame": roster.frame,
    "/people": people.people,
    "/people/new": people.person_new,
    "/people/{id}": people.person,
    "/password-requests": passwords.password_requests,
    "/password-requests/{id}": passwords.password_request,
    "/policies": policies.policies,
    "/policies/new": policies.policy_new,
    "/policies/{number}": policies.policy,
    "/health": health.health,
}

routes: list[BaseRoute] = [
    Route("/sign-in", open_to_all(sign_in.sign_in)),
    Route("/signed-out", open_to_all(sign_in.signed_out)),
    Route("/first-sign-in", newcomer(sign_in.first_sign_in)),
    *(Route(path, signed_in(page)) for path, page in _SIGNED_IN.items()),
]
