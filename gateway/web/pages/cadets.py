"""Whether cadets may sign in, for IT, and the accounts of a group's cadets, which its faculty makes (¶3, ¶4)."""

from starlette.responses import Response

from gateway.web.pages.visit import Visit


async def cadets(visit: Visit) -> Response:
    """GET /people/cadets: the academy's switch, and the groups."""
    switch = await visit.ask("auth", "show_cadet_switch")
    groups = (await visit.ask("roster", "list_groups"))["groups"]
    return visit.render("cadets.html", switch=switch, groups=groups, may_change=visit.has("it_staff"))


async def group_accounts(visit: Visit) -> Response:
    """GET /groups/{id}/accounts: who of a group has an account, and for its officers making those that are missing."""
    shown = await visit.ask("auth", "list_cadet_accounts", group=visit.request.path_params["id"])
    return visit.render("group_accounts.html", accounts=shown, sees_people=visit.has("it_staff", "moderator"))
