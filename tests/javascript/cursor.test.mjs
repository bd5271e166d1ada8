// Where the reader is in the table, and what is selected.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Cursor } from "../../gateway/web/static/journal/cursor.js";
import { cell, journal } from "./journal.mjs";

function cursor() {
  const of = journal();
  return { of, cursor: new Cursor(of) };
}

test("it stays in the table, the headings included", () => {
  const { cursor: one } = cursor();
  one.to(9, 9);
  assert.deepEqual([one.row, one.column], [1, 1]);
  one.by(-9, -9);
  assert.deepEqual([one.row, one.column, one.cell], [-1, 0, null]);
});

test("a selection grows from its corner and never takes the headings", () => {
  const { of, cursor: one } = cursor();
  one.to(1, 1);
  one.by(-9, -1, true);
  assert.deepEqual(one.range, { top: 0, bottom: 1, left: 0, right: 1 });
  assert.deepEqual(one.rows[0], [cell(of, "yesterday", "aliya"), cell(of, "today", "aliya")]);
  assert.equal(one.cells.length, 4);
});

test("on a heading nothing is selected", () => {
  const { cursor: one } = cursor();
  one.to(-1, 0);
  assert.deepEqual([one.range, one.cells], [null, []]);
});

test("a journal without lessons has no cell", () => {
  const one = new Cursor(journal({ lessons: [] }));
  one.to(0, 0);
  assert.deepEqual([one.cell, one.range], [null, null]);
});

test("each move is told", () => {
  const { cursor: one } = cursor();
  let moves = 0;
  one.addEventListener("move", () => (moves += 1));
  one.to(0, 0);
  one.selectAll([0, 1], [0, 1]);
  assert.equal(moves, 2);
});
