// A journal of two cadets and two lessons, as the server would tell it at noon of 5 October.
import { Journal } from "../../gateway/web/static/journal/model.js";

export const ALIYA = { id: "aliya", name: "Әлиева А.", full_name: "Әлиева Айгүл Ерланқызы", number: "00042", from: "2026-09-01" };
export const BOLAT = { id: "bolat", name: "Болатов Б.", full_name: "Болатов Бекзат", number: "00043", from: "2026-09-01" };

const TEACHER = { id: "teacher", name: "Серікова С." };

/** @param {Partial<Lesson>} more @returns {Lesson} */
export const lesson = (more = {}) => ({
  id: "today", date: "2026-10-05", kind: "lecture", topic: "", author: TEACHER, closes_at: "2026-10-07T23:59:59+05:00", ...more,
});

export const YESTERDAY = lesson({ id: "yesterday", date: "2026-10-04", closes_at: "2026-10-06T23:59:59+05:00" });
export const TODAY = lesson();
export const CLOSED = lesson({ id: "closed", date: "2026-10-01", closes_at: "2026-10-03T23:59:59+05:00" });

/** A mark as the server tells it. @param {string} where @param {string} cadet @param {Value} value @param {object} more */
export const mark = (where, cadet, value, more = {}) => ({
  lesson: where, cadet, value, version: 1, author: TEACHER, at: "2026-10-05T11:00:00+05:00", ...more,
});

/** @param {string} cadet @param {Partial<Result>} more @returns {Result} */
export const result = (cadet, more = {}) => ({
  cadet, current: null, controls: null, rating: null, admitted: false, attempts: [], examination: null, final: null, points: null,
  letter: null, attestation: null, attestation_letter: null, broken: false, ...more,
});

/** @param {Partial<JournalData>} more @returns {JournalData} */
export const told = (more = {}) => ({
  id: "journal",
  subject: { name: "Физика" },
  group: { name: "101" },
  term: { name: "2026", starts: "2026-09-01" },
  teachers: [TEACHER],
  cadets: [ALIYA, BOLAT],
  lessons: [YESTERDAY, TODAY],
  marks: [],
  results: [],
  may: { enter: true, create_lesson: true, renew_key: false, file_discrepancy: true, make_ups: [] },
  pass_mark: 50,
  now: "2026-10-05T12:00:00+05:00",
  ...more,
});

/** @param {Partial<JournalData>} more */
export const journal = (more = {}) => new Journal(told(more));

/** The cell of two ids, which is there. @param {Journal} of @param {string} where @param {string} cadet @returns {Cell} */
export function cell(of, where, cadet) {
  const found = of.at({ lesson: where, cadet });
  if (!found) throw new Error(`no cell ${where}/${cadet}`);
  return found;
}
