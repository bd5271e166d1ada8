"""What somebody signed in with, in two words a person recognises."""

_BROWSERS = {"YaBrowser": "Yandex", "Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome",
             "Safari": "Safari"}  # fmt: skip
_SYSTEMS = {"Windows": "Windows", "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Mac OS": "macOS",
            "Linux": "Linux"}  # fmt: skip
LONGEST = 60


def device(agent: str) -> str:
    """Browser and system of a User-Agent; of a tool, what it calls itself."""
    known = (next((name for mark, name in each.items() if mark in agent), "") for each in (_BROWSERS, _SYSTEMS))
    return " · ".join(filter(None, known)) or agent[:LONGEST]
