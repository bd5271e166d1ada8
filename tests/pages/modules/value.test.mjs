// What is typed and what is pasted, read whole (¶6).
import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePasted, parseTyped, typedCharacter } from "../../../gateway/web/static/journal/value.js";

const NO_MARK = ["1000", "100500", "0100", "101", "10 октября", "9 5", "1 0 0", "85,5", "-5", "+5", "٩٥", "9\u200b5", "ә, і", ",.", "ққ", "ғғғ", "95б"];

for (const text of NO_MARK) test(`${text} is no mark, nor cut to one`, () => {
  assert.equal(parseTyped(text), undefined);
  assert.equal(parsePasted(text), undefined);
});

const TYPED = [["95", 95], [" 100 ", 100], ["0", 0], ["", null], ["f", "а"], ["Қ", "қ"], ["ds", "дс"]];
const KAZAKH_DIGITS = [["ҰҒ", 95], ["ұғ", 95], ["ҮҚ", 80], ["ұ", 9], ["9ғ", 95], ["Ң,", 46], ['"ққ', undefined]];

for (const [text, value] of [...TYPED, ...KAZAKH_DIGITS])
  test(`typed, ${text} is ${value}`, () => assert.equal(parseTyped(text), value));

for (const [text, value] of [["85,00", 85], ["85.0", 85], ["a", "а"], ["f", undefined], ["ұғ", undefined]])
  test(`pasted, ${text} is ${value}`, () => assert.equal(parsePasted(text), value));

const KEYS = [["Digit9", "Ұ", "9"], ["Digit5", "Ғ", "5"], ["Digit1", '"', "1"], ["Digit7", ".", "7"], ["Digit9", "9", "9"], ["Digit9", "(", "("]];

for (const [code, key, typed] of KEYS)
  test(`the key ${code} that gives ${key} types ${typed}`, () => assert.equal(typedCharacter({ code, key, shiftKey: false }), typed));

test("the key of 0 is 0 behind a digit, else the code, with Caps Lock too", () => {
  for (const key of ["қ", "Қ"]) {
    assert.equal(typedCharacter({ code: "Digit0", key }, "1"), "0");
    assert.equal(typedCharacter({ code: "Digit0", key }, ""), key);
  }
});
