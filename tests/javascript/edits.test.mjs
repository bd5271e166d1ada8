// How a value gets into a cell, and out of it again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Drafts } from "../../gateway/web/static/journal/drafts.js";
import { Edits } from "../../gateway/web/static/journal/edits.js";
import { cell, CLOSED, journal, mark, TODAY } from "./journal.mjs";

/** Edits of a journal that sends nothing. @param {Partial<JournalData>} [more] @param {Cell[]} held */
function editing(more, held = []) {
  const of = journal(more);
  const saver = { soon: () => {}, holds: (/** @type {Cell} */ one) => held.includes(one) };
  return { of, edits: new Edits(of, new Drafts("drafts.", null), saver), one: cell(of, "today", "aliya") };
}

test("typed text is read, entered, taken back and done again", () => {
  const { edits, one } = editing({ marks: [mark("today", "aliya", 50)] });
  edits.typed(one, " 85 ");
  assert.deepEqual([one.shown, one.state], [85, "waiting"]);
  edits.undo();
  assert.deepEqual([one.shown, one.draft], [50, undefined]);
  edits.redo();
  assert.equal(one.shown, 85);
});

test("a block is one step", () => {
  const { of, edits, one } = editing();
  const another = cell(of, "today", "bolat");
  assert.equal(edits.enter([{ cell: one, value: 85 }, { cell: another, value: 70 }]), 2);
  assert.deepEqual(edits.undo(), [one, another]);
  assert.deepEqual([one.shown, another.shown], [null, null]);
});

test("what takes no entry, or is there already, is no change", () => {
  const { of, edits, one } = editing({ lessons: [CLOSED, TODAY], marks: [mark("today", "aliya", 85)] });
  const closed = cell(of, "closed", "aliya");
  assert.equal(edits.enter([{ cell: one, value: 85 }, { cell: closed, value: 70 }]), 0);
  assert.deepEqual([closed.shown, edits.history.canUndo], [null, false]);
});

test("text that is no mark stays in the cell, refused and cut short (¶6)", () => {
  const { edits, one } = editing();
  edits.typed(one, "x".repeat(50));
  assert.deepEqual([one.text, one.state, one.reason?.rule, one.draft], [`${"x".repeat(40)}…`, "refused", "¶6", undefined]);
  edits.typed(one, "85");
  assert.deepEqual([one.text, one.shown, one.reason], [null, 85, null]);
});

test("Esc forgets what was not sent", () => {
  const { edits, one } = editing({ marks: [mark("today", "aliya", 50)] });
  edits.typed(one, "85");
  edits.restore(one);
  assert.deepEqual([one.shown, one.state], [50, ""]);
});

test("Esc takes back what may be saved already, by another command", () => {
  const of = journal({ marks: [mark("today", "aliya", 50)] });
  const one = cell(of, "today", "aliya");
  const edits = new Edits(of, new Drafts("drafts.", null), { soon: () => {}, holds: () => true });
  edits.typed(one, "85");
  edits.restore(one);
  assert.deepEqual([one.draft, one.state], [50, "waiting"]);
});

test("in a conflict mine goes on top of theirs, or theirs stays", () => {
  const theirs = { value: 60, version: 2, author: null, at: null };
  for (const [whose, shown, draft] of /** @type {const} */ ([["mine", 85, 85], ["theirs", 60, undefined]])) {
    const { edits, one } = editing();
    one.type(85);
    Object.assign(one, { state: "conflict", theirs });
    edits.choose(one, whose);
    assert.deepEqual([one.shown, one.draft, one.version, one.theirs], [shown, draft, 2, null]);
    if (whose === "mine") assert.equal(one.seen, 2);
  }
});
