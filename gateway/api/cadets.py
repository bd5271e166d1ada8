"""Cadets: what they see of the own study, their accounts, and for IT the academy's switch (¶3)."""

from gateway.api.codes import KEYS
from gateway.api.endpoint import Endpoint
from services.auth import contract as auth
from services.corrections import contract as corrections
from services.gradebook import contract as gradebook

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/study",
        summary="A cadet's own marks, attendance and results in a term (¶3); whose they are the session says.",
        request=gradebook.ShowOwnStudy,
        reply=gradebook.OwnStudy,
        query=("term",),
        codes=KEYS,
    ),
    Endpoint(
        method="GET",
        path="/study/cases",
        summary="The cases about a cadet, for that cadet: kind, state and days, no text, no name, no mark (¶3).",
        request=corrections.ListOwnCases,
        reply=corrections.OwnCases,
    ),
    Endpoint(
        method="GET",
        path="/groups/{group}/accounts",
        summary="A group's cadets of today and their accounts, for IT, moderators, and the faculty's officers (¶3).",
        request=auth.ListCadetAccounts,
        reply=auth.CadetAccounts,
        codes=("group_unknown",),
        asks=("roster",),
    ),
    Endpoint(
        method="POST",
        path="/groups/{group}/accounts",
        summary="Register a group's cadets, for the faculty's officers. Initial passwords are shown this once (¶3).",
        request=auth.RegisterCadets,
        reply=auth.RegisteredCadets,
        status=201,
        codes=("group_unknown", "too_many_cadets", "cadet_not_of_group", "cadet_has_account", "password_not_allowed"),
        asks=("roster",),
    ),
    Endpoint(
        method="GET",
        path="/cadet-sign-in",
        summary="Whether cadets may sign in, and who has switched it when, for IT and moderators (¶3).",
        request=auth.ShowCadetSwitch,
        reply=auth.CadetSwitch,
    ),
    Endpoint(
        method="PUT",
        path="/cadet-sign-in",
        summary="Let cadets sign in, or no longer, for IT; then their sessions end (¶3, ¶4).",
        request=auth.SwitchCadets,
        reply=auth.CadetSwitch,
    ),
)
