"""Where people are cut to initials: in one place that tells look-alikes apart, and where only one person is meant."""

import re

from tests.architecture.source import ROOT, module_name, python_files

#: Besides the rule itself: a token's owner, the gateway's page about one person, whose heading has the full name.
CUT = {
    "services.common.text.kazakh",
    "services.common.text.names",
    "services.auth.views.people",
    "gateway.i18n.formats",
}
#: Pages that call somebody by initials: the own account, and dialogs on a page about one person.
TEMPLATES = {"base.html", "journal.html", "person.html", "person_password.html", "password_request.html"}


def test_names_are_cut_to_initials_in_one_place() -> None:
    """¶15: everybody else asks how somebody is shown among others."""
    cutting = {
        module_name(path)
        for folder in ("services", "gateway")
        for path in python_files(folder)
        if "short_name" in path.read_text(encoding="utf-8")
    }
    assert cutting == CUT


def test_pages_call_nobody_by_initials_but_the_one_they_are_about() -> None:
    """¶15: a name in a list comes from the services, told apart."""
    pages = (ROOT / "gateway" / "web" / "templates").rglob("*.html")
    assert {path.name for path in pages if "short_name" in path.read_text(encoding="utf-8")} == TEMPLATES


def test_no_script_cuts_names() -> None:
    """¶15: the browser shows names as the services tell them."""
    scripts = (ROOT / "gateway" / "web" / "static").rglob("*.js")
    cut = re.compile(r"(given|patronymic)\S*(\[0\]|\.at\(0\)|charAt|slice\(0)")
    assert [] == [path.name for path in scripts if cut.search(path.read_text(encoding="utf-8"))]
