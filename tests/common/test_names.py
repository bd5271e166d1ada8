"""What people are called, and how those who look alike are told apart."""

from services.common.text.names import Called, Company, called, full_name

AIDAR = called("Ахметов", "Айдар", "Асқарұлы", "00042")
ARMAN = called("Ахметов", "Арман", "Алматұлы", "00043")


def test_initials_are_how_people_are_shown() -> None:
    """A name of its own stays short, whoever else is there."""
    company = Company([("a", AIDAR), ("b", called("Баев", "Айдар", "Асқарұлы"))])
    assert "Ахметов А. А." == company.shown("a", AIDAR)


def test_who_looks_alike_is_shown_completely() -> None:
    """Both of them, with full name and number."""
    company = Company([("a", AIDAR), ("b", ARMAN)])
    shown = [company.shown("a", AIDAR), company.shown("b", ARMAN)]
    assert ["Ахметов Айдар Асқарұлы, №\u00a000042", "Ахметов Арман Алматұлы, №\u00a000043"] == shown


def test_one_person_of_two_names_is_not_two() -> None:
    """¶15: who was renamed is not taken for somebody else, but somebody else for who was."""
    renamed = called("Ибраев", "Айдар", "Асқарұлы", "00042")
    alone = Company([("a", AIDAR), ("a", renamed)])
    assert "Ахметов А. А." == alone.shown("a", AIDAR)
    company = Company([("a", AIDAR), ("a", renamed), ("b", ARMAN)])
    assert "Ибраев А. А." == company.shown("a", renamed)
    assert ARMAN.complete == company.shown("b", ARMAN)


def test_two_of_one_full_name_are_told_apart_by_login() -> None:
    """¶13: a person of another full name is not; of whom no login is known yet there is nothing more to say."""
    first, second = (Called("Ахметов А.", "Ахметов Айдар", login=login) for login in ("aidar", "akhmetov"))
    third, unknown = (Called("Ахметов А.", "Ахметов Арман", login="arman"), Called("Ахметов А.", "Ахметов Айдар"))
    company = Company([("a", first), ("b", second), ("c", third), ("d", unknown)])
    assert ["Ахметов Айдар (aidar)", "Ахметов Айдар (akhmetov)", "Ахметов Арман", "Ахметов Айдар"] == [
        company.shown(person, name) for person, name in zip("abcd", (first, second, third, unknown), strict=True)
    ]
    assert "Ахметов А." == Company([("a", first)]).shown("a", first)


def test_what_is_not_known_is_left_out() -> None:
    """No number, no patronymic; a full name that has not been told yet is the short one."""
    assert ["Ахметов Айдар", "Ахметов А., №\u00a07", "Ахметов А."] == [
        called("Ахметов", "Айдар", "").complete,
        Called("Ахметов А.", number="7").complete,
        Called("Ахметов А.").complete,
    ]
    assert "Ахметов Айдар" == full_name("Ахметов", "Айдар", "")
