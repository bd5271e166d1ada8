// Text as spreadsheets copy it: a cell with a tab, a line break or a quote stands in quotes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isTooMuch, LONGEST, oneLine, readBlock, writeBlock } from "../../gateway/web/static/journal/clipboard.js";
import { ALIYA, BOLAT, cell, journal, mark, TODAY, YESTERDAY } from "./journal.mjs";

/** @type {[string, string, Block][]} */
const READINGS = [
  ["a quoted line break does not shift the rows below", '90\r\n"75\n"\r\n60\r\n55\r\n', [["90"], ["75"], ["60"], ["55"]]],
  ["nor does one before the value, or Windows' own", '"\n90"\n"75\r\n\r\n"\n60', [["90"], ["75"], ["60"]]],
  ["a quoted tab does not shift the columns", '"7\t5"\t80\n60\t70', [["7\t5", "80"], ["60", "70"]]],
  ["a doubled quote is one", '"он сказал ""нет"""\t60', [['он сказал "нет"', "60"]]],
  ["nothing but quotes", '""\t60\n"""\n"\t70', [["", "60"], ['"', "70"]]],
  ["a quote that is not closed is text", '"75\n60', [['"75'], ["60"]]],
  ["so is one within text, and text behind one", '7"5\n"7"5\t60', [['7"5'], ['"7"5', "60"]]],
  ["an empty row in the middle is a row, the last line end is none", "90\n\n60\n", [["90"], [""], ["60"]]],
  ["old line ends", "90\r75\r", [["90"], ["75"]]],
  ["spaces of every kind around a value", " 90\u00a0\t\u00a075 ", [["90", "75"]]],
  ["nothing", "", [[""]]],
];

for (const [what, text, rows] of READINGS) test(what, () => assert.deepEqual(readBlock(text), rows));

test("much text is read in one go", () => {
  assert.equal(readBlock('"""\n'.repeat(50_000)).flat().join("").length > 0, true);
  assert.equal(readBlock(`"${'""'.repeat(100_000)}`).length, 1);
});

const LINES = [
  ["95\n", "95"], ['"75\n"\r\n', "75"], ["9\n5", "9 5"], ["1\n0\n0\n", "1 0 0"], ["9\t5", "9 5"], [" 10  октября ", "10 октября"],
];

for (const [copied, shown] of LINES) {
  test(`on one line ${JSON.stringify(copied)} is ${JSON.stringify(shown)}`, () => assert.equal(oneLine(copied), shown));
}

test("more text or more rows than a journal has are too much", () => {
  assert.ok(isTooMuch("5".repeat(LONGEST + 1)));
  assert.ok(isTooMuch("5\n".repeat(1000)));
  assert.ok(!isTooMuch("5\r\n".repeat(999)));
});

test("selected cells are written as they are shown", () => {
  const one = journal({ marks: [mark("yesterday", "aliya", 85), mark("today", "aliya", "ж"), mark("today", "bolat", 70)] });
  const rows = [ALIYA, BOLAT].map((cadet) => [YESTERDAY, TODAY].map((lesson) => one.cell(lesson, cadet)));
  cell(one, "today", "bolat").type(0);
  assert.equal(writeBlock(rows), "85\tж\n\t0");
});

test("text beyond all measure is not cut to a mark", () => assert.equal(oneLine(`95${" ".repeat(LONGEST)}6`), "…"));
