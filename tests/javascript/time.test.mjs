// Dates and times in words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { wait, left } from "../../gateway/web/static/js/ui/time.js";
import { Clock, dayMonth, timeLeft } from "../../gateway/web/static/journal/time.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The module of the pages' scripts as a page in the language has it. @param {string} language @param {string} path */
async function inLanguage(language, path) {
  document.documentElement.lang = language;
  return import(`../../gateway/web/static/${path}?${language}`);
}

test("an instant is told in academy time, with its year where it is another", () => {
  const clock = new Clock("2026-10-05T12:00:00+05:00");
  assert.equal(clock.moment("2026-10-05T18:59:00Z"), "5 October, 23:59");
  assert.equal(clock.moment("2026-12-31T19:00:00Z"), "1 January 2027, 00:00");
});

test("a day is written by day and month", () => assert.equal(dayMonth("2026-10-05"), "05.10"));

test("a time left has its two largest units, and at least a minute", () => {
  for (const tell of [timeLeft, left]) {
    assert.match(tell(28 * HOUR), /^1\D+4\D*$/);
    assert.match(tell(3 * HOUR + 20 * MINUTE), /^3\D+20\D*$/);
    assert.match(tell(12 * MINUTE + 59_000), /^12\D*$/);
    assert.match(tell(1), /^1\D*$/);
  }
});

test("a wait has minutes only where there are any", () => {
  assert.match(wait(20), /^20\D*$/);
  assert.match(wait(200), /^3\D+20\D*$/);
});

test("dates are in words in three languages", async () => {
  const expected = {
    kk: ["12 қазан, дүйсенбі", "12 қазан", "2026 ж. 12 қазан"],
    ru: ["понедельник, 12 октября", "12 октября", "12 октября 2026 г."],
    en: ["Monday 12 October", "12 October", "12 October 2026"],
  };
  for (const [language, words] of Object.entries(expected)) {
    const { dayAndMonth, longDate } = await inLanguage(language, "js/dates.js");
    const day = new Date("2026-10-12T00:00:00Z");
    assert.deepEqual([longDate("2026-10-12"), dayAndMonth(day), dayAndMonth(day, true)], words);
  }
});

test("a text takes its parameters, and an unknown key shows itself", async () => {
  const { t } = await inLanguage("en", "js/i18n.js");
  assert.equal(t("{a} and {b}", { a: "{b}", b: 0 }), "{b} and 0");
  assert.equal(t("no.such.key"), "no.such.key");
  assert.notEqual(t("journal.print"), "journal.print");
});
