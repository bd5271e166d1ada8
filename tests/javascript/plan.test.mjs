// What pasting would do: to whom each mark goes, what is replaced, and what is left out (¶6, ¶15, ¶17).
import assert from "node:assert/strict";
import { test } from "node:test";
import { readBlock } from "../../gateway/web/static/journal/clipboard.js";
import { isOfList, outline, plan } from "../../gateway/web/static/journal/plan.js";

const CADETS = ["Абаев", "Әлиева", "Баев"].map((name) => ({ id: name, name }));
const LESSONS = ["05.10", "08.10"].map((id) => ({ id }));
const FIRST = { top: 0, bottom: 0, left: 0, right: 0 };

/**
 * A journal that shows the values given by "cadet lesson", and whose barriers are given likewise.
 * @param {Record<string, Value>} shown @param {Record<string, Barrier>} barriers @returns {any}
 */
function journal(shown = {}, barriers = {}) {
  const cells = new Map();
  const cell = (/** @type {{ id: string }} */ lesson, /** @type {{ id: string }} */ cadet) => {
    const key = `${cadet.id} ${lesson.id}`;
    if (!cells.has(key)) cells.set(key, { key, lesson, cadet, shown: shown[key] ?? null });
    return cells.get(key);
  };
  return { cadets: CADETS, lessons: LESSONS, cell, barrier: (/** @type {Cell} */ { key }) => barriers[key] ?? null };
}

/** @param {Plan} result */
const would = (result) => result.changes.map(({ cell, value }) => `${cell.key}: ${value}`);
/** @param {Plan} result */
const leaves = (result) => result.refused.map(({ text, why }) => `${text}: ${why}`);

test("a block goes down and right from where it is put", () => {
  const result = plan(journal(), readBlock("90\t80\n70\tж"), { ...FIRST, top: 1 });
  assert.deepEqual(would(result), ["Әлиева 05.10: 90", "Әлиева 08.10: 80", "Баев 05.10: 70", "Баев 08.10: ж"]);
  assert.equal(isOfList(result), false);
});

test("a quoted line break shifts no mark to another cadet", () => {
  const result = plan(journal(), readBlock('90\r\n"75\n"\r\n60\r\n'), FIRST);
  assert.deepEqual(would(result), ["Абаев 05.10: 90", "Әлиева 05.10: 75", "Баев 05.10: 60"]);
});

test("one value fills the selection", () => {
  assert.equal(would(plan(journal(), [["85"]], { top: 0, bottom: 2, left: 0, right: 1 })).length, 6);
});

test("what is replaced and what is there already is told apart", () => {
  const result = plan(journal({ "Абаев 05.10": 60, "Әлиева 05.10": 80 }), readBlock("90\n80\n70"), FIRST);
  assert.deepEqual([would(result).length, result.over, result.same.length], [2, 1, 1]);
});

test("an empty cell of the block leaves the mark", () => {
  const result = plan(journal({ "Абаев 05.10": 60 }), readBlock("\t70"), FIRST);
  assert.deepEqual([would(result), result.over], [["Абаев 08.10: 70"], 0]);
});

test("what is no mark, lies outside or meets a barrier is left out with its reason", () => {
  const result = plan(journal({}, { "Абаев 05.10": "closed" }), readBlock("85\tx\t60"), FIRST);
  assert.deepEqual([would(result), leaves(result)], [[], ["85: closed", "x: not_a_mark", "60: outside"]]);
});

test("a list goes to whom it names, and says whom it does not name", () => {
  const result = plan(journal({}, { "Абаев 05.10": "closed" }), readBlock("Баев\t90\nПетров\t40\nАбаев\t80"), FIRST);
  assert.deepEqual(would(result), ["Баев 05.10: 90"]);
  assert.deepEqual(leaves(result), ["Петров 40: nobody", "80: closed"]);
  assert.deepEqual(result.absent?.map(({ id }) => id), ["Әлиева"]);
  assert.deepEqual([isOfList(result), result.order], [true, null]);
});

test("nobody is missed who was not in the group", () => {
  assert.deepEqual(plan(journal({}, { "Әлиева 05.10": "membership" }), readBlock("Баев\t90\nАбаев\t80"), FIRST).absent, []);
});

test("a list of two lessons does not go beyond the last", () => {
  const result = plan(journal(), readBlock("Баев\t90\t80"), { ...FIRST, left: 1 });
  assert.deepEqual([would(result), leaves(result)], [["Баев 08.10: 90"], ["80: outside"]]);
});

test("names alone are compared with the journal's order", () => {
  const rows = (/** @type {string} */ text) =>
    plan(journal(), readBlock(text), FIRST, true).order?.map(({ row, said, here }) => [row, said, here?.id]);
  assert.deepEqual(rows("Абаев\nӘлиева\nБаев"), []);
  assert.deepEqual(rows("Абаев\nБаев\nӘлиева\nПетров"), [[2, "Баев", "Әлиева"], [3, "Әлиева", "Баев"], [4, "Петров", undefined]]);
});

test("a plan is another one when a mark has come in between", () => {
  const planned = (/** @type {Record<string, Value>} */ shown) => outline(plan(journal(shown), [["90"]], FIRST));
  assert.equal(planned({}), planned({}));
  assert.notEqual(planned({}), planned({ "Абаев 05.10": 60 }));
});
