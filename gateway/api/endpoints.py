"""The JSON API as one table: the routes and the OpenAPI document are both made of it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, get_type_hints

from starlette.requests import Request
from starlette.responses import Response

from gateway.api import handlers, schemas
from gateway.http.callers import Caller
from gateway.http.rate_limits import SLOW, STRANGERS_PASSWORD
from gateway.papers import asking as papers
from services.auth import contract as auth
from services.common.storage.damages import CheckDamages
from services.corrections import contract as corrections
from services.gradebook import contract as gradebook
from services.roster import contract as roster

PREFIX = "/api/v1"
AUTH, ROSTER, GRADEBOOK, CORRECTIONS = auth.SERVICE, roster.SERVICE, gradebook.SERVICE, corrections.SERVICE

Handler = Callable[["Endpoint", Request, Caller], Awaitable[Response]]


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One method of one path.

    ``request`` is the contract's dataclass: its fields named in ``path`` come from there, those in ``query``
    from the query, those in ``fixed`` are what the address itself says, the rest comes from the body. ``body``
    and ``reply`` say what the API shows where it differs. ``codes`` are the refusals of this endpoint's own; those
    that any endpoint may give are not repeated. Services asked on the way, whose refusals it may give too, are in
    ``asks``. A ``quiet`` one keeps no session alive.
    """

    method: Literal["GET", "POST", "PUT", "DELETE"]
    path: str
    summary: str
    service: str = ""
    rpc: str = ""
    request: type | None = None
    reply: type | None = None
    status: int = 200
    query: tuple[str, ...] = ()
    fixed: Mapping[str, Any] = field(default_factory=dict)
    body: type | None = None
    media_type: str = "application/json"
    reply_media_type: str = "application/json"
    codes: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    public: bool = False
    quiet: bool = False
    handler: Handler = handlers.forward
    present: Callable[[Any, str], Any] = schemas.as_it_is

    @property
    def is_command(self) -> bool:
        """Whether it changes something, once for each ``command_id``."""
        return "command_id" in self.fields

    @cached_property
    def fields(self) -> Mapping[str, Any]:
        """The types of the request's fields, by name."""
        return get_type_hints(self.request) if self.request else {}

    @property
    def cost(self) -> int:
        """How many ordinary requests it counts for: where a password is tried or a file is read, several."""
        if "too_many_attempts" in self.codes:
            return STRANGERS_PASSWORD if self.public else SLOW
        return 1 if self.media_type == "application/json" else SLOW

    @property
    def in_path(self) -> list[str]:
        """The names of the path's places."""
        return [part[1:-1] for part in self.path.split("/") if part.startswith("{")]

    @cached_property
    def body_shape(self) -> type | None:
        """What the body is, None where there is none."""
        if self.body or self.request is None or self.method in ("GET", "DELETE"):
            return self.body
        name = self.rpc.title().replace("_", "")
        return schemas.shape_of(self.request, without={*self.in_path, *self.query}, name=name)


#: Why a journal that somebody may see does not open: the key is not theirs yet, or not open in the session (¶5).
_KEYS = ("key_not_shared", "key_copy_damaged", "session_key_missing")
_READ_JOURNAL = ("journal_unknown", "not_your_journal", "marks_not_for_role", *_KEYS)
_ROLES = ("role_unknown", "role_needs_faculty", "role_has_no_faculty", "it_stands_apart", "faculty_unknown")
_ACCOUNT = ("person_unknown", "own_account", "last_it_staff")
_DECIDE = ("contingent_unknown", "not_your_faculty")
_COMPOSITION = (
    "group_unknown",
    "cadet_unknown",
    "cadet_expelled",
    "cadet_in_group",
    "cadet_not_in_group",
    "same_group",
    "dated_before_previous",
    "date_too_far",
    "leave_dates_wrong",
    "name_unchanged",
    "names_malformed",
    "number_malformed",
    "number_taken",
    "looks_like",
    "namesake_in_group",
)
#: What is written on papers.
_WORDS = ("text_required", "text_too_long", "text_unprintable")
_REASON = ("reason_required", "text_too_long", "text_unprintable")
#: Why a substitution may not be asked for so.
_TERMS = (
    "journal_unknown",
    "not_your_faculty",
    "substitute_unknown",
    "substitute_is_teacher",
    "journal_not_of_faculty",
    "dates_wrong",
    "dates_too_early",
    "substitution_too_late",
    "substitution_overlaps",
)
_CODE = ("second_factor_required", "second_factor_wrong")
_CONFIRMED = ("confirmation_required", "confirmation_invalid", "confirmation_expired")
#: Why the gradebook may find that there is nothing to make papers about.
_EXAMINED = (
    "outside_substitution",
    "journal_unknown",
    "not_your_journal",
    "lesson_unknown",
    "cadet_not_member",
    "lesson_removed",
    "window_open",
    "change_changes_nothing",
    "nothing_missing",
    "mark_passed",
    "mark_unreadable",
    "not_a_mark",
    "change_unreadable",
    *_KEYS,
)
#: What a late lesson's date, kind and topic are refused for.
HELD = (
    "lesson_in_future",
    "lesson_outside_term",
    "lesson_window_open",
    "lesson_exists",
    "lesson_kind_unknown",
    "topic_too_long",
    "topic_unprintable",
)
_ANSWER = (
    "password_request_unknown",
    "password_request_not_yours",
    "two_people_needed",
    "password_request_closed",
)
_MOVE = ("case_unknown", "case_not_yours", "case_own", "case_state_wrong")

ENDPOINTS: tuple[Endpoint, ...] = (
    # --- who is it ----------------------------------------------------------------------------------------------
    Endpoint(
        method="POST",
        path="/sessions",
        summary="Sign in. A tool gets a `token`, to be sent as a Bearer; a browser gets a cookie, and no token.",
        service=AUTH,
        rpc="sign_in",
        request=auth.SignIn,
        body=schemas.NewSession,
        reply=schemas.Session,
        status=201,
        codes=(
            "sign_in_failed",
            "second_factor_required",
            "second_factor_wrong",
            "too_many_attempts",
            "initial_password_used",
            "initial_password_expired",
            "person_inactive",
            "account_damaged",
            "credentials_damaged",
        ),
        public=True,
        handler=handlers.sign_in,
    ),
    Endpoint(
        method="DELETE",
        path="/sessions/current",
        summary="Sign out.",
        service=AUTH,
        rpc="sign_out",
        status=204,
        handler=handlers.sign_out,
    ),
    Endpoint(method="GET", path="/me", summary="Who is signed in.", reply=auth.User, handler=handlers.me),
    Endpoint(
        method="POST",
        path="/me/password",
        summary="Change one's own password (¶5), with a code where there is a second factor (¶4).",
        service=AUTH,
        rpc="change_password",
        request=auth.ChangePassword,
        body=schemas.NewPassword,
        status=204,
        codes=(
            "credentials_damaged",
            "password_wrong",
            *_CODE,
            "password_too_short",
            "password_not_allowed",
            "too_many_attempts",
        ),
        handler=handlers.change_password,
    ),
    Endpoint(
        method="GET",
        path="/me/sessions",
        summary="Where one is signed in: device, address, begun, last seen.",
        service=AUTH,
        rpc="list_sessions",
        request=auth.ListSessions,
        reply=auth.OwnSessions,
    ),
    Endpoint(
        method="DELETE",
        path="/me/sessions/{session}",
        summary="End one of one's own sessions, at once and everywhere.",
        service=AUTH,
        rpc="end_own_session",
        request=auth.EndOwnSession,
        status=204,
        codes=("session_unknown",),
    ),
    Endpoint(
        method="POST",
        path="/me/sessions/end-others",
        summary="End all of one's own sessions but this one.",
        service=AUTH,
        rpc="end_other_sessions",
        request=auth.EndOtherSessions,
        status=204,
    ),
    Endpoint(
        method="POST",
        path="/me/confirmation",
        summary="Give the password again; the confirmation goes with a decision that asks for one (¶4).",
        service=AUTH,
        rpc="confirm_identity",
        request=auth.ConfirmIdentity,
        reply=auth.Confirmation,
        status=201,
        codes=("credentials_damaged", "password_wrong", *_CODE, "too_many_attempts"),
    ),
    Endpoint(
        method="POST",
        path="/me/second-factor",
        summary="Set up a second factor (¶4): what a telephone's authenticator reads, said once.",
        service=AUTH,
        rpc="set_up_second_factor",
        request=auth.SetUpSecondFactor,
        reply=schemas.SecondFactorOffer,
        status=201,
        codes=("credentials_damaged", "password_wrong", *_CODE, "too_many_attempts"),
        handler=handlers.offer_second_factor,
    ),
    Endpoint(
        method="POST",
        path="/me/second-factor/confirmation",
        summary="Take the second factor into use with its first code; the recovery codes are said once.",
        service=AUTH,
        rpc="confirm_second_factor",
        request=auth.ConfirmSecondFactor,
        reply=auth.RecoveryCodes,
        status=201,
        codes=("credentials_damaged", "second_factor_not_offered", "second_factor_wrong", "too_many_attempts"),
        handler=handlers.confirm_second_factor,
    ),
    Endpoint(
        method="POST",
        path="/me/acknowledgement",
        summary="Acknowledge ¶22 at the first sign-in.",
        service=AUTH,
        rpc="acknowledge",
        request=auth.Acknowledge,
        status=204,
        codes=("acknowledgement_required",),
        handler=handlers.first_step,
    ),
    Endpoint(
        method="GET",
        path="/people",
        summary="Who signs in, for IT and moderators.",
        service=AUTH,
        rpc="list_people",
        request=auth.ListPeople,
        reply=auth.People,
        query=("search",),
    ),
    Endpoint(
        method="POST",
        path="/people",
        summary="Register a person, for IT. The initial password is shown this once.",
        service=AUTH,
        rpc="register_person",
        request=auth.RegisterPerson,
        reply=auth.RegisteredPerson,
        status=201,
        codes=(
            "login_taken",
            "login_malformed",
            "looks_like",
            "text_unprintable",
            *_ROLES,
            "password_too_short",
            "password_not_allowed",
        ),
    ),
    Endpoint(
        method="GET",
        path="/people/{person}",
        summary="A person and every change of the account, for IT and moderators.",
        service=AUTH,
        rpc="show_person",
        request=auth.ShowPerson,
        reply=auth.PersonPage,
        codes=("person_unknown",),
    ),
    Endpoint(
        method="POST",
        path="/people/{person}/reset-second-factor",
        summary="Take a lost second factor back, with a reason, for IT; the person is signed out (¶4).",
        service=AUTH,
        rpc="reset_second_factor",
        request=auth.ResetSecondFactor,
        body=schemas.ResetSecondFactor,
        reply=auth.PersonRow,
        codes=(*_ACCOUNT, "second_factor_missing", "reason_required", "text_too_long"),
        handler=handlers.change_account,
    ),
    Endpoint(
        method="PUT",
        path="/people/{person}/roles",
        summary="Give a person these roles and no others, for IT (¶4). In force everywhere within five minutes.",
        service=AUTH,
        rpc="change_roles",
        request=auth.ChangeRoles,
        reply=auth.PersonRow,
        codes=(*_ACCOUNT, *_ROLES),
        handler=handlers.change_account,
    ),
    *(
        Endpoint(
            method="POST",
            path=f"/people/{{person}}/{action}",
            summary=summary,
            service=AUTH,
            rpc="set_active",
            request=auth.SetActive,
            body=schemas.SetActive,
            reply=auth.PersonRow,
            fixed={"active": active},
            codes=(*_ACCOUNT, "reason_required", "text_too_long"),
            handler=handlers.change_account,
        )
        for action, active, summary in (
            ("switch-off", False, "Sign a person out and let nobody sign in as them, with a reason, for IT (¶4)."),
            ("switch-on", True, "Let a person who was switched off sign in again, for IT."),
        )
    ),
    Endpoint(
        method="POST",
        path="/people/{person}/password-requests",
        summary="Ask for a new password for who has forgotten theirs, for IT; nothing changes until a head confirms.",
        service=AUTH,
        rpc="ask_for_password",
        request=auth.AskForPassword,
        body=schemas.AskForPassword,
        reply=auth.PasswordRequest,
        status=201,
        codes=(
            "person_unknown",
            "own_account",
            "person_inactive",
            "reason_required",
            "text_too_long",
            "password_request_waiting",
        ),
    ),
    Endpoint(
        method="GET",
        path="/password-requests",
        summary="Requests for new passwords: all for IT and moderators, those to decide or decided for a head.",
        service=AUTH,
        rpc="list_password_requests",
        request=auth.ListPasswordRequests,
        reply=auth.PasswordRequests,
        query=("open",),
    ),
    Endpoint(
        method="GET",
        path="/password-requests/{request}",
        summary="One of them.",
        service=AUTH,
        rpc="show_password_request",
        request=auth.ShowPasswordRequest,
        reply=auth.PasswordRequest,
        codes=("password_request_unknown",),
    ),
    Endpoint(
        method="POST",
        path="/password-requests/{request}/withdraw",
        summary="Take a request for a new password back, for IT.",
        service=AUTH,
        rpc="withdraw_password_request",
        request=auth.WithdrawPasswordRequest,
        reply=auth.PasswordRequest,
        codes=("password_request_unknown", "password_request_closed"),
    ),
    Endpoint(
        method="POST",
        path="/password-requests/{request}/refuse",
        summary="Refuse a new password, with a reason, for a head of the person's faculty.",
        service=AUTH,
        rpc="refuse_password_request",
        request=auth.RefusePasswordRequest,
        reply=auth.PasswordRequest,
        codes=(*_ANSWER, "reason_required", "text_too_long"),
    ),
    Endpoint(
        method="POST",
        path="/password-requests/{request}/confirm",
        summary="Confirm a new password, giving the own one again (¶5). The initial password is shown this once.",
        service=AUTH,
        rpc="confirm_password_request",
        request=auth.ConfirmPasswordRequest,
        body=schemas.ConfirmPasswordRequest,
        reply=auth.HandedOut,
        codes=(
            *_ANSWER,
            "person_inactive",
            "recovery_key_absent",
            "recovery_key_wrong",
            "password_not_allowed",
            "password_wrong",
            *_CODE,
            "too_many_attempts",
            *_CONFIRMED,
        ),
        handler=handlers.confirm_password_request,
    ),
    # --- journals -----------------------------------------------------------------------------------------------
    Endpoint(
        method="GET",
        path="/journals",
        summary="The journals one may know of, with what is due in them.",
        service=GRADEBOOK,
        rpc="list_journals",
        request=gradebook.ListJournals,
        reply=gradebook.Journals,
        query=("term",),
        codes=_KEYS,
    ),
    Endpoint(
        method="GET",
        path="/journals/{journal}",
        summary="A journal with its cadets, lessons and marks.",
        service=GRADEBOOK,
        rpc="show_journal",
        request=gradebook.ShowJournal,
        reply=schemas.Journal,
        codes=_READ_JOURNAL,
        present=schemas.journal,
    ),
    Endpoint(
        method="POST",
        path="/journals/{journal}/lessons",
        summary="Add a lesson that was held (¶17, ¶18).",
        service=GRADEBOOK,
        rpc="hold_lesson",
        request=gradebook.HoldLesson,
        reply=gradebook.Lesson,
        status=201,
        codes=(
            *_KEYS,
            "journal_unknown",
            "not_your_journal",
            "outside_substitution",
            "lesson_kind_unknown",
            "lesson_in_future",
            "lesson_outside_term",
            "lesson_exists",
            "lesson_window_closed",
            "topic_too_long",
            "topic_unprintable",
        ),
    ),
    Endpoint(
        method="PUT",
        path="/journals/{journal}/marks",
        summary="Record marks (¶6, ¶17). Cells are decided one by one: a refused one keeps no other back.",
        service=GRADEBOOK,
        rpc="record_marks",
        request=gradebook.RecordMarks,
        body=schemas.RecordMarks,
        reply=schemas.MarksRecorded,
        codes=("journal_unknown", "not_your_journal", "too_many_marks", *_KEYS),
        present=schemas.marks_recorded,
    ),
    Endpoint(
        method="GET",
        path="/journals/{journal}/marks/{lesson}/{cadet}/history",
        summary="Every version of a cell, newest first.",
        service=GRADEBOOK,
        rpc="show_history",
        request=gradebook.ShowHistory,
        reply=gradebook.History,
        codes=(*_READ_JOURNAL, "lesson_unknown", "cadet_unknown"),
    ),
    Endpoint(
        method="GET",
        path="/journals/{journal}/key",
        summary="Since when its marks are sealed under which generation of its key; nothing of the key (¶5, ¶7).",
        service=GRADEBOOK,
        rpc="show_key",
        request=gradebook.ShowKey,
        reply=gradebook.KeyShown,
        codes=("journal_unknown", "not_your_journal"),
    ),
    Endpoint(
        method="POST",
        path="/journals/{journal}/key",
        summary="Begin a new generation of its key, for the faculty's head; others go on entering marks (¶5).",
        service=GRADEBOOK,
        rpc="renew_key",
        request=gradebook.RenewKey,
        status=204,
        codes=("journal_unknown", "not_your_journal", "marks_not_for_role", "key_not_made", *_KEYS),
    ),
    # --- contingents --------------------------------------------------------------------------------------------
    Endpoint(
        method="GET",
        path="/contingents",
        summary="Submissions, newest first (¶14).",
        service=ROSTER,
        rpc="list_contingents",
        request=roster.ListContingents,
        reply=roster.Contingents,
        query=("state",),
    ),
    Endpoint(
        method="POST",
        path="/contingents",
        summary="Upload a contingent (XLSX or CSV, 8 MB): every error at once, or the difference, and warnings (¶14).",
        service=ROSTER,
        rpc="upload_contingent",
        request=roster.UploadContingent,
        body=schemas.Upload,
        media_type="multipart/form-data",
        reply=schemas.Contingent,
        status=201,
        codes=(
            "file_too_large",
            "file_unreadable",
            "file_protected",
            "file_other_format",
            "file_too_wide",
            "file_too_many_rows",
            "file_merged_cells",
            "file_formulas",
            "file_column_missing",
            "file_column_twice",
            "file_empty",
            "term_unknown",
        ),
        handler=handlers.upload,
        present=schemas.contingent,
    ),
    Endpoint(
        method="GET",
        path="/contingents/template",
        summary="The empty spreadsheet, with headers in a language.",
        service=ROSTER,
        rpc="make_template",
        request=roster.MakeTemplate,
        reply=bytes,
        reply_media_type=handlers.XLSX,
        query=("language",),
        handler=handlers.template,
    ),
    Endpoint(
        method="GET",
        path="/contingents/{contingent}",
        summary="A submission with its errors or its difference.",
        service=ROSTER,
        rpc="show_contingent",
        request=roster.ShowContingent,
        reply=schemas.Contingent,
        codes=("contingent_unknown",),
        present=schemas.contingent,
    ),
    Endpoint(
        method="POST",
        path="/contingents/{contingent}/settle",
        summary="Say of names in a draft that look like others which is meant (¶14).",
        service=ROSTER,
        rpc="settle_contingent",
        request=roster.SettleContingent,
        reply=schemas.Contingent,
        codes=(*_DECIDE, "contingent_not_draft", "contingent_has_errors", "choice_unknown", "choice_impossible"),
        present=schemas.contingent,
    ),
    *(
        Endpoint(
            method="POST",
            path=f"/contingents/{{contingent}}/{action}",
            summary=summary,
            service=ROSTER,
            rpc=f"{action}_contingent",
            request=roster.DecideContingent,
            reply=schemas.Contingent,
            codes=(*_DECIDE, *codes),
            present=schemas.contingent,
        )
        for action, summary, codes in (
            (
                "submit",
                "Hand a checked submission to IT.",
                ("contingent_not_draft", "contingent_has_errors", "contingent_outdated"),
            ),
            (
                "apply",
                "Apply a submission, all or nothing.",
                ("contingent_not_submitted", "contingent_outdated", "undo_under_way"),
            ),
            ("return", "Return a submission with a reason.", ("contingent_not_submitted", "reason_required")),
            ("undo", "Take back what a submission added.", ("contingent_not_applied", "contingent_in_use")),
        )
    ),
    # --- notices --------------------------------------------------------------------------------------------------
    Endpoint(
        method="GET",
        path="/notices",
        summary="Changes of groups' composition, those that wait for IT first (¶15).",
        service=ROSTER,
        rpc="list_notices",
        request=roster.ListNotices,
        reply=roster.Notices,
        query=("state", "search", "waiting", "limit"),
    ),
    Endpoint(
        method="POST",
        path="/notices",
        summary="Say that a group's composition changes, for a methodist of its faculty (¶15).",
        service=ROSTER,
        rpc="file_notice",
        request=roster.FileNotice,
        reply=roster.Notice,
        status=201,
        codes=("not_your_faculty", "text_required", "text_too_long", *_COMPOSITION),
    ),
    Endpoint(
        method="GET",
        path="/notices/{notice}",
        summary="One notice.",
        service=ROSTER,
        rpc="show_notice",
        request=roster.ShowNotice,
        reply=roster.Notice,
        codes=("notice_unknown",),
    ),
    *(
        Endpoint(
            method="POST",
            path=f"/notices/{{notice}}/{action}",
            summary=summary,
            service=ROSTER,
            rpc=f"{action}_notice",
            request=request,
            reply=roster.Notice,
            codes=("notice_unknown", "notice_not_filed", *codes),
        )
        for action, summary, request, codes in (
            (
                "apply",
                "Make a notice true from its date on, for IT (¶11).",
                roster.ApplyNotice,
                ("undo_under_way", *_COMPOSITION),
            ),
            (
                "return",
                "Return a notice with a reason, for IT (¶11).",
                roster.ReturnNotice,
                ("reason_required", "text_too_long"),
            ),
            (
                "withdraw",
                "Take one's own notice back before it is decided on (¶15).",
                roster.WithdrawNotice,
                ("notice_not_yours",),
            ),
        )
    ),
    # --- the academy's frame ------------------------------------------------------------------------------------
    Endpoint(
        method="GET",
        path="/frame",
        summary="Faculties, terms and the current term.",
        service=ROSTER,
        rpc="list_frame",
        request=roster.ListFrame,
        reply=roster.Frame,
    ),
    Endpoint(
        method="POST",
        path="/faculties",
        summary="Add a faculty, for IT.",
        service=ROSTER,
        rpc="create_faculty",
        request=roster.CreateFaculty,
        reply=roster.Named,
        status=201,
        codes=("faculty_name_taken", "name_required", "text_unprintable", "name_malformed", "looks_like"),
    ),
    Endpoint(
        method="POST",
        path="/terms",
        summary="Add a term, for IT; terms do not overlap.",
        service=ROSTER,
        rpc="create_term",
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
    Endpoint(
        method="GET",
        path="/groups",
        summary="Groups, for IT, moderators, and a faculty's methodists and heads.",
        service=ROSTER,
        rpc="list_groups",
        request=roster.ListGroups,
        reply=roster.Groups,
        query=("faculty", "search"),
    ),
    Endpoint(
        method="GET",
        path="/groups/{group}",
        summary="A group with its cadets and teaching assignments.",
        service=ROSTER,
        rpc="show_group",
        request=roster.ShowGroup,
        reply=roster.GroupPage,
        codes=("group_unknown",),
    ),
    # --- discrepancies ------------------------------------------------------------------------------------------
    Endpoint(
        method="GET",
        path="/discrepancies",
        summary="Notices that paper and journal differ, open ones first (¶20).",
        service=CORRECTIONS,
        rpc="list_discrepancies",
        request=corrections.ListDiscrepancies,
        reply=corrections.Discrepancies,
        query=("state", "search", "limit"),
    ),
    Endpoint(
        method="POST",
        path="/discrepancies",
        summary="Say that paper and journal differ, in a cell or a whole lesson (¶20).",
        service=CORRECTIONS,
        rpc="file_discrepancy",
        request=corrections.FileDiscrepancy,
        reply=corrections.Discrepancy,
        status=201,
        codes=(
            "journal_unknown",
            "not_your_journal",
            "lesson_unknown",
            "cadet_not_member",
            *_WORDS,
        ),
    ),
    Endpoint(
        method="GET",
        path="/discrepancies/{discrepancy}",
        summary="One notice.",
        service=CORRECTIONS,
        rpc="show_discrepancy",
        request=corrections.ShowDiscrepancy,
        reply=corrections.Discrepancy,
        codes=("discrepancy_unknown", "not_your_faculty"),
    ),
    Endpoint(
        method="POST",
        path="/discrepancies/{discrepancy}/close",
        summary="Close a notice with a reason, for a methodist of the faculty.",
        service=CORRECTIONS,
        rpc="close_discrepancy",
        request=corrections.CloseDiscrepancy,
        reply=corrections.Discrepancy,
        codes=("discrepancy_unknown", "discrepancy_closed", "not_your_faculty", *_REASON),
    ),
    # --- cases: after the window --------------------------------------------------------------------------------
    Endpoint(
        method="GET",
        path="/cases",
        summary="The cases one may read, those that wait for who asks first (¶4, ¶10, ¶13).",
        service=CORRECTIONS,
        rpc="list_cases",
        request=corrections.ListCases,
        reply=corrections.Cases,
        query=(
            *("state", "kind", "search", "waiting", "overdue", "journal"),
            *("faculty", "methodist", "waits_for", "limit", "offset"),
        ),
    ),
    Endpoint(
        method="POST",
        path="/cases",
        summary="Report that a mark or a lesson must change after the window (¶4, ¶13, ¶19).",
        service=CORRECTIONS,
        rpc="file_report",
        request=corrections.FileReport,
        reply=schemas.Case,
        status=201,
        codes=(
            "case_kind_unknown",
            "report_too_late",
            "cadet_required",
            "cadet_not_wanted",
            "value_not_wanted",
            "open_days_wrong",
            "held_required",
            "held_not_wanted",
            *_WORDS,
            "case_already_open",
            *_EXAMINED,
            *HELD,
        ),
        asks=(GRADEBOOK,),
        handler=handlers.case,
    ),
    Endpoint(
        method="POST",
        path="/cases/from-discrepancy",
        summary="Make a notice about a cell an act, for a methodist of the faculty (¶13, ¶20).",
        service=CORRECTIONS,
        rpc="turn_into_act",
        request=corrections.TurnIntoAct,
        reply=schemas.Case,
        status=201,
        codes=(
            "discrepancy_unknown",
            "discrepancy_closed",
            "not_your_faculty",
            "case_own",
            "cadet_required",
            *_WORDS,
            "case_already_open",
            *_EXAMINED,
        ),
        asks=(GRADEBOOK,),
        handler=handlers.case,
    ),
    Endpoint(
        method="GET",
        path="/cases/{case}",
        summary="A case with its papers and steps, and what one may do with it.",
        service=CORRECTIONS,
        rpc="show_case",
        request=corrections.ShowCase,
        reply=schemas.Case,
        codes=("case_unknown",),
        handler=handlers.case,
    ),
    *(
        Endpoint(
            method="POST",
            path=f"/cases/{{case}}/{action}",
            summary=summary,
            service=CORRECTIONS,
            rpc=rpc,
            request=request,
            reply=schemas.Case,
            codes=(*_MOVE, *codes),
            asks=(GRADEBOOK,),
            handler=handlers.case,
        )
        for action, rpc, request, summary, codes in (
            (
                "act",
                "draw_up_act",
                corrections.DrawUpAct,
                "Draw up the act on a report, for a methodist (¶13).",
                ("field_not_wanted", *_WORDS, *_EXAMINED, *HELD),
            ),
            (
                "amend",
                "amend_report",
                corrections.AmendReport,
                "Mend a report that came back, for its author: what is left out stays what it was (¶13).",
                ("field_not_wanted", "open_days_wrong", "case_already_open", *_TERMS, *_WORDS, *_EXAMINED, *HELD),
            ),
            (
                "return",
                "return_case",
                corrections.GiveReason,
                "Send the papers back one step, with a reason.",
                _REASON,
            ),
            ("withdraw", "withdraw_case", corrections.GiveReason, "Take a report back before the decision.", _REASON),
            (
                "reject",
                "reject_case",
                corrections.GiveReason,
                "Reject, for the faculty's head, with a reason.",
                _REASON,
            ),
            (
                "apply",
                "apply_case",
                corrections.ApplyCase,
                "Carry out a decision, for IT (¶10).",
                ("warrant_expired",),
            ),
        )
    ),
    Endpoint(
        method="POST",
        path="/cases/{case}/approve",
        summary="Approve, for the faculty's head, who gives the password again (¶4).",
        service=CORRECTIONS,
        rpc="approve_case",
        request=corrections.ApproveCase,
        body=schemas.ApproveCase,
        reply=schemas.Case,
        codes=(
            *_MOVE,
            *_REASON,
            *_CONFIRMED,
            *_CODE,
            *_KEYS,
            "journal_unknown",
            "not_your_journal",
            "password_wrong",
            "too_many_attempts",
            "change_unreadable",
            "substitution_too_late",
        ),
        asks=(AUTH, GRADEBOOK),
        handler=handlers.approve_case,
    ),
    Endpoint(
        method="POST",
        path="/journals/{journal}/make-ups",
        summary="Enter a make-up mark beside the original, for the teacher whom a decision permits it, once (¶19).",
        service=GRADEBOOK,
        rpc="record_make_up",
        request=gradebook.RecordMakeUp,
        reply=gradebook.MakeUpRecorded,
        status=201,
        codes=(
            *_READ_JOURNAL,
            "lesson_unknown",
            "lesson_removed",
            "not_a_mark",
            "make_up_not_permitted",
            "warrant_conflict",
        ),
    ),
    # --- substitutions ------------------------------------------------------------------------------------------
    Endpoint(
        method="GET",
        path="/substitutions",
        summary="Substitutions, newest first; `running`: only those in force today (¶21).",
        service=CORRECTIONS,
        rpc="list_substitutions",
        request=corrections.ListSubstitutions,
        reply=corrections.Cases,
        query=("running", "search"),
    ),
    Endpoint(
        method="POST",
        path="/substitutions",
        summary="Ask that somebody enters marks for a colleague (¶21).",
        service=CORRECTIONS,
        rpc="request_substitution",
        request=corrections.RequestSubstitution,
        reply=schemas.Case,
        status=201,
        codes=(
            *_TERMS,
            *_WORDS,
        ),
        handler=handlers.case,
    ),
    Endpoint(
        method="GET",
        path="/substitutions/colleagues",
        summary="The teachers of one's faculties, with the journals that may be entrusted to a substitute.",
        service=CORRECTIONS,
        rpc="list_colleagues",
        request=corrections.ListColleagues,
        reply=corrections.Colleagues,
    ),
    Endpoint(
        method="POST",
        path="/substitutions/{case}/revoke",
        summary="End a substitution at once, with a reason.",
        service=CORRECTIONS,
        rpc="revoke_substitution",
        request=corrections.GiveReason,
        reply=schemas.Case,
        codes=(*_MOVE, *_REASON, "substitution_ended"),
        handler=handlers.case,
    ),
    # --- how methodists work ------------------------------------------------------------------------------------
    Endpoint(
        method="GET",
        path="/oversight/methodists",
        summary="What waits for each faculty's methodists, and since when, for IT and moderators (¶12).",
        service=CORRECTIONS,
        rpc="oversee_methodists",
        request=corrections.OverseeMethodists,
        reply=corrections.MethodistsWork,
    ),
    # --- working days -------------------------------------------------------------------------------------------
    Endpoint(
        method="GET",
        path="/calendar/{year}",
        summary="The year's days that are not what their day of the week says (¶10).",
        service=CORRECTIONS,
        rpc="show_calendar",
        request=corrections.ShowCalendar,
        reply=corrections.Calendar,
    ),
    Endpoint(
        method="POST",
        path="/calendar",
        summary="Say, with a reason, whether a day is a working day, for IT.",
        service=CORRECTIONS,
        rpc="set_working_day",
        request=corrections.SetWorkingDay,
        reply=corrections.Calendar,
        codes=_REASON,
    ),
    Endpoint(
        method="GET",
        path="/events",
        summary="What happens to the cases, discrepancies and notices one has to do with, as server-sent events "
        "(`case`, `discrepancy`, `notice`) without content.",
        reply=bytes,
        reply_media_type="text/event-stream",
        codes=("too_many_streams",),
        quiet=True,
        handler=handlers.live,
    ),
    # --- papers -------------------------------------------------------------------------------------------------
    Endpoint(
        method="GET",
        path="/cases/{case}/papers/{kind}",
        summary="A case's report, act, decision or permission, or the course of its steps, to be printed; the newest "
        "unless a revision is named.",
        service=CORRECTIONS,
        rpc="show_case",
        request=papers.ShowPaper,
        reply=bytes,
        reply_media_type=papers.PDF,
        query=("language", "revision"),
        codes=("case_unknown", "paper_unknown", "paper_damaged"),
        handler=papers.asked,
    ),
    # --- operations ---------------------------------------------------------------------------------------------
    Endpoint(
        method="GET",
        path="/health",
        summary="How every part is, for IT, moderators and monitoring (¶7, ¶8).",
        reply=schemas.Health,
        handler=handlers.health,
    ),
    Endpoint(
        method="GET",
        path="/damages",
        summary="What was altered in the databases or contradicts itself, for IT, moderators and monitoring (¶5, ¶7).",
        reply=schemas.Damages,
        handler=handlers.list_damages,
    ),
    *(
        Endpoint(
            method="POST",
            path=f"/damages/checks/{contract.SERVICE}",
            summary=f"Let {contract.SERVICE} look for contradictions now, for IT and moderators (¶7).",
            service=contract.SERVICE,
            rpc="check_damages",
            request=CheckDamages,
            body=schemas.CheckNow,
            status=204,
        )
        for contract in (auth, roster, gradebook, corrections)
    ),
    *(
        Endpoint(
            method="POST",
            path=f"/republish/{contract.SERVICE}",
            summary=f"Let {contract.SERVICE} tell the others all its facts again, for IT.",
            service=contract.SERVICE,
            rpc="republish",
            request=contract.Republish,
            status=204,
        )
        for contract in (auth, roster, gradebook)
    ),
)

#: Only in demo mode.
DEMO: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/demo/clock",
        summary="Academy time of the demo.",
        reply=schemas.Clock,
        public=True,
        handler=handlers.show_clock,
    ),
    Endpoint(
        method="POST",
        path="/demo/clock",
        summary="Move academy time; it runs on from there.",
        body=schemas.Clock,
        reply=schemas.Clock,
        public=True,
        handler=handlers.move_clock,
    ),
)
