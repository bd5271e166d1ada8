// Text as spreadsheets copy it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isTooMuch, LONGEST, oneLine, readBlock, writeBlock } from "../../gateway/web/static/journal/clipboard.js";
import { ALIYA, BOLAT, cell, journal, mark, TODAY, YESTERDAY } from "./journal.mjs";

test("rows are lines and columns tabs, whatever ends a line", () => {
  const rows = [["85", "90"], ["70"]];
  for (const text of ["85\t90\n70", "85\t90\r\n70\r\n", "85\t90\r70\n"]) assert.deepEqual(readBlock(text), rows);
});

test("only the last empty line is no row", () => {
  assert.deepEqual(readBlock("85\n\n70\n"), [["85"], [""], ["70"]]);
  assert.deepEqual(readBlock(""), [[""]]);
});

test("an empty cell keeps its place", () => assert.deepEqual(readBlock("\t85\t"), [["", "85", ""]]));

test("spaces around a cell are not its text", () => assert.deepEqual(readBlock(" 85 \t ж"), [["85", "ж"]]));

test("a cell in quotes holds tabs, line breaks and doubled quotes", () => {
  assert.deepEqual(readBlock('"a\tb"\t"c\nd"\n"e ""f"""'), [["a\tb", "c\nd"], ['e "f"']]);
});

test("a quote that does not end with its cell is text", () => {
  assert.deepEqual(readBlock('"85\t90'), [['"85', "90"]]);
  assert.deepEqual(readBlock('"85" x\t90'), [['"85" x', "90"]]);
});

test("many quotes that do not end take no longer than others", { timeout: 5000 }, () => {
  assert.equal(readBlock('"'.repeat(LONGEST)).length, 1);
  assert.equal(readBlock('"a\t'.repeat(LONGEST / 4))[0].length, LONGEST / 4 + 1);
});

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

test("what is pasted into a field of one line is one line", () => {
  assert.equal(oneLine('"a\nb"\t c\r\n'), "a b c");
  assert.equal(oneLine("5".repeat(LONGEST + 1)), "…");
});
