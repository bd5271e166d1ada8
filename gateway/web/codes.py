"""The absence codes, each with its name among the journal's texts (¶6)."""

CODES = {"ж": "on_duty", "а": "ill", "дс": "unexcused", "д": "leave", "қ": "absent"}
#: As they are stacked in a plot.
HEAVIEST_FIRST = {code: CODES[code] for code in ("қ", "дс", "а", "ж", "д")}
