// What typed and pasted text means (¶6).
import assert from "node:assert/strict";
import { test } from "node:test";
import * as value from "../../gateway/web/static/journal/value.js";

/** @param {(text: string) => unknown} read @param {Record<string, unknown>} expected */
const reads = (read, expected) =>
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((text) => [text, read(text)])), expected);

test("points are whole numbers from 0 to 100", () => {
  reads(value.parseTyped, { "0": 0, "85": 85, " 100 ": 100, "007": 7 });
  reads(value.parseTyped, { "101": undefined, "-1": undefined, "8.5": undefined, "1e1": undefined });
});

test("nothing typed is an empty cell", () => reads(value.parseTyped, { "": null, "  ": null }));

test("each code is itself, in either case", () => {
  for (const code of value.CODES) reads(value.parseTyped, { [code]: code, [code.toUpperCase()]: code });
});

test("letters that look or sound like a code's letter are that letter", () => {
  reads(value.parseTyped, { a: "а", A: "а", d: "д", dc: "дс", ds: "дс", "дc": "дс", k: "қ", q: "қ", "к": "қ", j: "ж" });
});

test("what a Latin layout types on a code's keys is that code", () => {
  reads(value.parseTyped, { f: "а", l: "д", ";": "ж", ":": "ж" });
});

test("other text is no mark", () => reads(value.parseTyped, { b: undefined, "жж": undefined, "85 ж": undefined, "²": undefined }));

test("the Kazakh layout's row of letters is its digits", () => {
  reads(value.parseTyped, { "үғ": 85, "ғ5": 55, "әі": 23, "үқ": 80, "әққ": undefined, "ққ": undefined });
});

test("a code or a comma alone is taken for no digit", () => reads(value.parseTyped, { "қ": "қ", ",": undefined, "5,": undefined }));

test("a spreadsheet's number may have zeros behind a comma", () => {
  reads(value.parsePasted, { "85,00": 85, "85.0": 85, "85,5": undefined, ",0": undefined, "100,0": 100 });
});

test("pasted text comes from no keyboard: its keys are not guessed", () => {
  reads(value.parsePasted, { f: undefined, ";": undefined, "үғ": undefined, a: "а", "": null });
});

test("a key of the digit row is a digit in any layout", () => {
  const typed = (/** @type {string} */ code, /** @type {string} */ key, shiftKey = false, text = "") =>
    value.typedCharacter({ code, key, shiftKey }, text);
  assert.equal(typed("Digit2", "ә"), "2");
  assert.equal(typed("Digit2", "Ә"), "2");
  assert.equal(typed("Digit2", "Ә", true), "Ә");
  assert.equal(typed("Digit2", "2"), "2");
  assert.equal(typed("Digit2", "é"), "é");
  assert.equal(typed("KeyA", "ф"), "ф");
});

test("the key of 0 is the code қ in an empty cell and a zero behind digits", () => {
  const press = { code: "Digit0", key: "қ", shiftKey: false };
  assert.equal(value.typedCharacter(press), "қ");
  assert.equal(value.typedCharacter(press, "7"), "0");
  assert.equal(value.typedCharacter(press, "ж"), "қ");
});

test("a make-up mark stands beside the original", () => {
  assert.equal(value.showCell({ sign: "а", makeUp: 75 }), "а → 75");
  assert.equal(value.showCell({ sign: "", makeUp: 0 }), "0");
  assert.equal(value.showCell({ sign: "85", makeUp: null }), "85");
});

test("only codes have a meaning in words", () => {
  assert.deepEqual([...value.CODES, null, 85].map(value.meaningKey), [
    "journal.codes.on_duty", "journal.codes.ill", "journal.codes.unexcused", "journal.codes.leave", "journal.codes.absent", null, null,
  ]);
});

test("a mean has the comma or point of its language", () => {
  assert.equal(value.showMean("84.50", "kk"), "84,50");
  assert.equal(value.showMean("84.50", "en"), "84.50");
  assert.equal(value.showMean(null, "ru"), "–");
});
