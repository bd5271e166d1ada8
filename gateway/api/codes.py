"""Refusals that endpoints of several resources give."""

#: Why a journal that somebody may see does not open: the key is not theirs yet, or not open in the session (¶5).
KEYS = ("key_not_shared", "key_copy_damaged", "session_key_missing")
#: Why somebody may not read a journal's marks.
READ_JOURNAL = ("journal_unknown", "not_your_journal", "marks_not_for_role", *KEYS)
#: What is written on papers.
WORDS = ("text_required", "text_too_long", "text_unprintable")
REASON = ("reason_required", "text_too_long", "text_unprintable")
