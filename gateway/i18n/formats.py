"""Dates, times, names and numbers as people of each language write them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import get_decimal_symbol

from gateway.i18n.texts import translate
from services.common.text.kazakh import short_name
from services.common.text.names import full_name

_LOCALES = {"kk": "kk", "ru": "ru", "en": "en_GB"}
_DAY = {"kk": "d MMMM, EEEE", "ru": "EEEE, d MMMM", "en": "EEEE d MMMM"}
_NARROW_NO_BREAK = "\u202f"

Day = date | str
"""A date, or one in ISO 8601 as the services write it."""
Moment = datetime | str
"""An instant, likewise."""

URGENT = timedelta(hours=6)
"""A window that ends within this is shown as urgent."""


def _as_date(value: Day) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _as_instant(value: Moment) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Formats:
    """The habits of one language; instants are shown in the academy's ``zone``."""

    language: str
    zone: ZoneInfo

    @property
    def _locale(self) -> Locale:
        return Locale.parse(_LOCALES[self.language])

    def text(self, key: str, **params: object) -> str:
        """The catalogue's text."""
        return translate(self.language, key, **params)

    def date(self, value: Day) -> str:
        """12.10.2026, in every language."""
        return _as_date(value).strftime("%d.%m.%Y")

    def long_date(self, value: Day) -> str:
        """2026 ж. 12 қазан · 12 октября 2026 г. · 12 October 2026."""
        return self._date(value, "long")

    def last_day(self, until: Day) -> str:
        """The day before ``until``, which is the first day no longer."""
        return self.date(_as_date(until) - timedelta(days=1))

    def day(self, value: Day) -> str:
        """12 қазан, дүйсенбі · понедельник, 12 октября · Monday 12 October: within the year."""
        return self._date(value, _DAY[self.language])

    def time(self, value: Moment) -> str:
        """14:05, academy time."""
        return self._local(value).strftime("%H:%M")

    def instant(self, value: Moment) -> str:
        """12.10.2026 14:05, academy time."""
        return self._local(value).strftime("%d.%m.%Y %H:%M")

    def left(self, until: Moment, now: datetime) -> str:
        """The two largest units of the time left, at least a minute: "1 күн 4 сағ"."""
        minutes = max(1, int((_as_instant(until) - now).total_seconds() // 60))
        days, hours = minutes // 1440, minutes % 1440 // 60
        if days:
            return self.text("ui.left.days", days=days, hours=hours)
        if hours:
            return self.text("ui.left.hours", hours=hours, minutes=minutes % 60)
        return self.text("ui.left.minutes", minutes=minutes)

    def between(self, since: Moment, until: Moment) -> str:
        """How long it was from one instant to the other, like ``left``."""
        return self.left(until, _as_instant(since))

    def count(self, key: str, number: int) -> str:
        """The form of "one|few|many" (Russian), "one|other" (English) that goes with the number."""
        forms = self.text(key, n=f"{number:,}".replace(",", _NARROW_NO_BREAK)).split("|")
        order = ["one", "few", "many"] if len(forms) == 3 else ["one", "other"]
        return dict(zip(order, forms, strict=False)).get(self._locale.plural_form(number), forms[-1])

    def short_name(self, person: Mapping[str, str]) -> str:
        """Тегі А. Ә."""
        short = short_name(person["family"], person["given"], person["patronymic"])
        return short.replace(" ", "\u00a0")

    def names(self, people: Iterable[Mapping[str, str]]) -> str:
        """Ready-made names ("Тегі А. Ә."), each kept on one line."""
        return ", ".join(person["name"].replace(" ", "\u00a0") for person in people) or "–"

    def full_name(self, person: Mapping[str, str]) -> str:
        """Тегі Аты Әкесінің аты."""
        return full_name(person["family"], person["given"], person["patronymic"])

    def decimal(self, written: str) -> str:
        """76,2 in Kazakh and Russian, 76.2 in English, of a number written with a point."""
        return written.replace(".", get_decimal_symbol(self._locale))

    def decimals(self, written: Mapping[str, str]) -> dict[str, str]:
        """Each of some figures like ``decimal``."""
        return {name: self.decimal(figure) for name, figure in written.items()}

    def _local(self, value: Moment) -> datetime:
        return _as_instant(value).astimezone(self.zone)

    def _date(self, value: Day, pattern: str) -> str:
        return format_date(_as_date(value), pattern, locale=self._locale).replace(_NARROW_NO_BREAK, "\u00a0")
