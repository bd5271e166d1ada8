// What is typed and what is pasted, read whole (¶6).
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  CODES, meaningKey, parsePasted, parseTyped, showCell, showFigure, typedCharacter,
} from "../../gateway/web/static/journal/value.js";

const NO_MARK = [
  "1000", "100500", "0100", "101", "10 октября", "9 5", "1 0 0", "85,5", "-5", "+5", "٩٥",
  "9\u200b5", "ә, і", ",.", "ққ", "ғғғ", "95б", "1e1", "²", "жж", "85 ж", "b",
];

for (const text of NO_MARK) {
  test(`${text} is no mark, nor cut to one`, () => {
    assert.equal(parseTyped(text), undefined);
    assert.equal(parsePasted(text), undefined);
  });
}

/** @typedef {[string, Value | undefined][]} Readings */
/** @type {Readings} */
const TYPED = [["95", 95], [" 100 ", 100], ["0", 0], ["", null], ["f", "а"], ["Қ", "қ"], ["ds", "дс"], [":", "ж"], ["007", 7]];
/** @type {Readings} */
const KAZAKH_DIGITS = [["ҰҒ", 95], ["ұғ", 95], ["ҮҚ", 80], ["ұ", 9], ["9ғ", 95], ["Ң,", 46], ['"ққ', undefined]];

for (const [text, value] of [...TYPED, ...KAZAKH_DIGITS]) {
  test(`typed, ${text} is ${value}`, () => assert.equal(parseTyped(text), value));
}

/** @type {Readings} */
const PASTED = [["85,00", 85], ["85.0", 85], ["a", "а"], ["f", undefined], ["ұғ", undefined]];

for (const [text, value] of PASTED) test(`pasted, ${text} is ${value}`, () => assert.equal(parsePasted(text), value));

const KEYS = [
  ["Digit9", "Ұ", "9"], ["Digit5", "Ғ", "5"], ["Digit1", '"', "1"], ["Digit7", ".", "7"], ["Digit9", "9", "9"], ["Digit9", "(", "("],
  ["Digit2", "é", "é"], ["KeyA", "ф", "ф"],
];

for (const [code, key, typed] of KEYS) {
  test(`the key ${code} that gives ${key} types ${typed}`, () => assert.equal(typedCharacter({ code, key, shiftKey: false }), typed));
}

test("with Shift a key of the digit row is its letter", () => {
  assert.equal(typedCharacter({ code: "Digit9", key: "Ұ", shiftKey: true }), "Ұ");
});

test("the key of 0 is 0 behind a digit, else the code, with Caps Lock too", () => {
  for (const key of ["қ", "Қ"]) {
    assert.equal(typedCharacter({ code: "Digit0", key, shiftKey: false }, "1"), "0");
    assert.equal(typedCharacter({ code: "Digit0", key, shiftKey: false }, ""), key);
  }
});

test("a make-up mark stands beside the original (¶19)", () => {
  assert.equal(showCell({ sign: "а", makeUp: 75 }), "а → 75");
  assert.equal(showCell({ sign: "", makeUp: 0 }), "0");
  assert.equal(showCell({ sign: "85", makeUp: null }), "85");
});

test("only codes have a meaning in words", () => {
  const names = ["on_duty", "ill", "unexcused", "leave", "absent"].map((name) => `journal.codes.${name}`);
  assert.deepEqual([...CODES, null, 85].map(meaningKey), [...names, null, null]);
});

test("a figure has the comma or point of its language, and so have those that it is computed from", () => {
  assert.equal(showFigure("0.6 × 76.2", "kk"), "0,6 × 76,2");
  assert.equal(showFigure(71, "ru"), "71");
  assert.equal(showFigure("84.50", "kk"), "84,50");
  assert.equal(showFigure("84.50", "en"), "84.50");
  assert.equal(showFigure(null, "ru"), "–");
});
