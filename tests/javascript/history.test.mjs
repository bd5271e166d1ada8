// Undo and redo.
import assert from "node:assert/strict";
import { test } from "node:test";
import { History } from "../../gateway/web/static/journal/history.js";
import { cell, journal } from "./journal.mjs";

const CELL = cell(journal(), "today", "aliya");

/** @param {Value} before @param {Value} after @returns {Step} */
const step = (before, after) => [{ cell: CELL, before, after }];

test("steps are taken back in turn, and done again", () => {
  const history = new History();
  history.record(step(null, 70));
  history.record(step(70, 80));
  assert.deepEqual([history.undo(), history.undo()], [[{ cell: CELL, value: 70 }], [{ cell: CELL, value: null }]]);
  assert.deepEqual([history.canUndo, history.canRedo], [false, true]);
  assert.deepEqual([history.redo(), history.redo()], [[{ cell: CELL, value: 70 }], [{ cell: CELL, value: 80 }]]);
});

test("a new step ends what could be done again", () => {
  const history = new History();
  history.record(step(null, 70));
  history.undo();
  history.record(step(null, 60));
  assert.equal(history.canRedo, false);
  assert.deepEqual(history.redo(), []);
});

test("where there is nothing, nothing is taken back", () => assert.deepEqual(new History().undo(), []));
