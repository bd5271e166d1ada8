"""Time zones as the pinned package ``tzdata`` has them, whatever stands on the machine.

A server that is not updated says that Almaty is at +06:00: a window would close an hour too late (¶17). Importing this
module turns the whole process away from the machine's files; whoever wants a zone asks here.
"""

import zoneinfo

import tzdata

__all__ = ["VERSION", "UnknownZoneError", "zone"]

#: Of the zone database, such as 2026a.
VERSION: str = tzdata.IANA_VERSION

zoneinfo.reset_tzpath(())
zoneinfo.ZoneInfo.clear_cache()


class UnknownZoneError(ValueError):
    """There is no zone of that name."""


def zone(name: str) -> zoneinfo.ZoneInfo:
    """The zone of that name. Raises ``UnknownZoneError``."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownZoneError(name) from None
