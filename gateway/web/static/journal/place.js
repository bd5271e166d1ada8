// The place in the table that an address names: #lesson=…&cadet=…, or #week=2026-10-05&cadet=… for a week from Monday on.

const WEEK = 7 * 24 * 60 * 60 * 1000;

/** @param {string} day */
const instant = (day) => Date.parse(`${day}T00:00:00Z`);

/** Whether the day lies in the week from `monday` on. @param {string} day @param {string} monday */
function isWithin(day, monday) {
  const since = instant(day) - instant(monday);
  return since >= 0 && since < WEEK;
}

/**
 * @typedef {{ id: string }} Identified
 * @typedef {{ id: string, date: string }} Dated
 */

/**
 * Row, first and last column; where no lesson is named, or it is not there, today's column or the last one before.
 * @param {string} hash @param {{ cadets: Identified[], lessons: Dated[] }} journal @param {string} today
 */
export function placeOf(hash, { cadets, lessons }, today) {
  const wanted = new URLSearchParams(hash.slice(1));
  const row = Math.max(cadets.findIndex(({ id }) => id === wanted.get("cadet")), 0);
  /** @param {Dated} lesson */
  const named = ({ id, date }) => id === wanted.get("lesson") || isWithin(date, wanted.get("week") ?? "");
  const [left, right] = [lessons.findIndex(named), lessons.findLastIndex(named)];
  if (left >= 0) return { row, left, right };
  const newest = Math.max(lessons.findLastIndex(({ date }) => date <= today), 0);
  return { row, left: newest, right: newest };
}
