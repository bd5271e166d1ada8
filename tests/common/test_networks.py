"""Which addresses are one customer's."""

import pytest

from services.common.security.networks import network


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("::ffff:10.0.0.5", "10.0.0.5"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_one_customers_addresses_are_one(address: str, name: str) -> None:
    """A provider gives each of them 2⁶⁴ of IPv6."""
    assert name == network(address)
