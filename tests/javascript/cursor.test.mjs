// Where the reader is in the table, and what is selected.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Cursor } from "../../gateway/web/static/journal/cursor.js";
import { cell, journal, result } from "./journal.mjs";

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

/** On the current mean of the first cadet, right of two lessons. */
function onResult() {
  const one = new Cursor(journal({ results: [result("aliya"), result("bolat")] }));
  one.to(0, 9);
  return one;
}

test("it goes on from the lessons to the results, where there is no cell (¶2)", () => {
  const one = onResult();
  assert.deepEqual([one.column, one.figure, one.cell, one.cells], [2, "current", null, []]);
  one.by(0, -1);
  assert.deepEqual([one.column, one.figure], [1, null]);
});

test("the heading of a result is none", () => {
  const one = onResult();
  one.to(-1, 2);
  assert.deepEqual([one.column, one.figure], [2, null]);
});

test("no result is ever selected", () => {
  const one = onResult();
  one.by(1, 0, true);
  assert.deepEqual(one.range, { top: 0, bottom: 1, left: 1, right: 1 });
  one.to(0, 0);
  one.by(0, 9, true);
  assert.deepEqual(one.range, { top: 0, bottom: 0, left: 0, right: 1 });
});

test("from the results it goes back to the last lesson, and stays on any other", () => {
  const one = onResult();
  one.toLessons();
  assert.deepEqual([one.row, one.column], [0, 1]);
  one.to(1, 0);
  one.toLessons();
  assert.deepEqual([one.row, one.column], [1, 0]);
});
