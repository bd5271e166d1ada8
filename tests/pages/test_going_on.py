"""Where one goes after signing in: never to another site."""

import pytest

from gateway.web.pages.sign_in import same_site


@pytest.mark.parametrize("path", ["/", "/journals/1?term=2", "/contingents"])
def test_a_path_of_this_site_is_gone_to(path: str) -> None:
    """One goes on to where one was going."""
    assert path == same_site(path)


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "",
        "evil",
        "/\n/evil.example",
    ],
)
def test_anything_else_leads_to_the_start_page(path: str) -> None:
    """An address made by somebody else cannot lead away."""
    assert "/" == same_site(path)
