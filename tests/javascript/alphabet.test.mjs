// The order of names.
import assert from "node:assert/strict";
import { test } from "node:test";
import { byAlphabet } from "../../gateway/web/static/journal/alphabet.js";

/** @param {string} words */
const sorted = (words) => words.split(" ").sort(byAlphabet).join(" ");

test("letters stand as in the Kazakh alphabet, not by their codes", () => {
  const expected = "Ақ Әли Бек Гани Ғани Ең Ёж Жан Кан Қан Ұлан Үміт Іле Яр";
  assert.equal(sorted("Яр Іле Ұлан Үміт Әли Бек Ғани Гани Қан Кан Ақ Ёж Ең Жан"), expected);
});

test("a shorter name stands first, and case and composition make no difference", () => {
  assert.equal(sorted("Бекова Бек"), "Бек Бекова");
  assert.equal(byAlphabet("бек", "БЕК"), 0);
  assert.equal(byAlphabet("Йс", "\u0418\u0306с"), 0);
});

test("signs stand before letters, other letters behind", () => assert.equal(sorted("Zed Бек -а"), "-а Бек Zed"));
