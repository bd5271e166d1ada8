// The academy's time in words.
import { ServerClock } from "../js/clock.js";
import { dayAndMonth } from "../js/dates.js";
import { t } from "../js/i18n.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The academy's clock, which also writes instants as the page's language does. */
export class Clock extends ServerClock {
  /** "5 October, 23:59" for an instant; the year only where it is another one. @param {string} instant */
  moment(instant) {
    const local = new Date(Date.parse(instant) + this.offset);
    const thisYear = new Date(this.now() + this.offset).getUTCFullYear();
    return `${dayAndMonth(local, local.getUTCFullYear() !== thisYear)}, ${local.toISOString().slice(11, 16)}`;
  }
}

/** "05.10" of "2026-10-05". @param {string} date */
export const dayMonth = (date) => `${date.slice(8, 10)}.${date.slice(5, 7)}`;

/** The two largest units of a time left: "1 d 4 h", "3 h 20 min", "12 min". @param {number} milliseconds */
export function timeLeft(milliseconds) {
  const [days, hours, minutes] = [DAY, HOUR, MINUTE].map((unit) => Math.floor(milliseconds / unit));
  if (days) return t("journal.left.days", { days, hours: hours % 24 });
  if (hours) return t("journal.left.hours", { hours, minutes: minutes % 60 });
  return t("journal.left.minutes", { minutes: Math.max(minutes, 1) });
}

/** A window that ends within this is shown as urgent. */
export const URGENT = 6 * HOUR;
