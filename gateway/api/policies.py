"""Policies: by what marks become results, proposed and put in force by IT."""

from gateway.api.codes import KEYS
from gateway.api.endpoint import Endpoint
from services.gradebook import contract as gradebook

TERMS = (
    "policy_decimal_malformed",
    "weights_not_whole",
    "pass_mark_out_of_bounds",
    "decimals_out_of_bounds",
    "retakes_out_of_bounds",
    "credits_out_of_bounds",
    "policy_choice_unknown",
    "letters_missing",
    "letter_malformed",
    "letters_overlap",
    "letters_leave_gap",
    "pass_mark_inside_letter",
)
HOLDING = ("policy_term_unknown", "policy_term_ended", "policy_term_signed")

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/policies",
        summary="Every policy, newest first; the last one holds before anything was decided (¶2).",
        request=gradebook.ListPolicies,
        reply=gradebook.Policies,
    ),
    Endpoint(
        method="POST",
        path="/policies",
        summary="Propose a policy, IT only (¶2). Nothing changes until it is put in force.",
        request=gradebook.ProposePolicy,
        reply=gradebook.PolicyProposed,
        status=201,
        codes=("role_required", "policy_subject_unknown", *HOLDING, *TERMS),
    ),
    Endpoint(
        method="GET",
        path="/policies/{number}/effect",
        summary="Whose results a proposal would change: figures in journals that one reads, else numbers (¶2, ¶5).",
        request=gradebook.ShowPolicyEffect,
        reply=gradebook.PolicyEffect,
        codes=("role_required", "policy_unknown", "policy_already_in_force", *KEYS),
    ),
    Endpoint(
        method="POST",
        path="/policies/{number}/in-force",
        summary="Make results by a proposal from now on, IT only (¶2).",
        request=gradebook.PutPolicyInForce,
        reply=gradebook.Done,
        codes=("role_required", "policy_unknown", "policy_already_in_force", *HOLDING),
    ),
)
