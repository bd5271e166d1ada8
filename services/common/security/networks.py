"""Which addresses are one customer's."""

import ipaddress

#: What one customer of a provider has of IPv6.
_OWN_BITS = 64


def network(address: str) -> str:
    """What stands for an address where attempts are counted: of IPv6, all that one customer has."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    known = getattr(known, "ipv4_mapped", None) or known
    return str(ipaddress.ip_network((known, _OWN_BITS), strict=False)) if known.version == 6 else str(known)
