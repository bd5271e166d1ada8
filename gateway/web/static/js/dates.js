// Dates in words, academy time. Chromium has no Kazakh month names (it writes "M10 12, Mon"): they are here.
import { language } from "./i18n.js";

const MONTHS =
  "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split(" ");
const WEEKDAYS = "жексенбі дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі".split(" ");

/** @param {Date} date @param {Intl.DateTimeFormatOptions} options */
const inWords = (date, options) =>
  new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { timeZone: "UTC", ...options }).format(date);

/** @param {Date} date */
const kazakhDay = (date) => `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;

/** "12 қазан, дүйсенбі" · "понедельник, 12 октября" · "Monday 12 October", of "2026-10-12". @param {string} day */
export function longDate(day) {
  const date = new Date(`${day}T00:00:00Z`);
  if (language === "kk") return `${kazakhDay(date)}, ${WEEKDAYS[date.getUTCDay()]}`;
  return inWords(date, { weekday: "long", day: "numeric", month: "long" });
}

/**
 * "12 қазан" · "12 октября" · "12 October", with the year on demand: "2026 ж. 12 қазан". `date` is read as UTC.
 * @param {Date} date
 */
export function dayAndMonth(date, withYear = false) {
  if (language === "kk") return (withYear ? `${date.getUTCFullYear()} ж. ` : "") + kazakhDay(date);
  return inWords(date, { day: "numeric", month: "long", year: withYear ? "numeric" : undefined });
}
