// Who is meant by a name or a number in pasted text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { byName, byNumber } from "../../gateway/web/static/journal/matching.js";
import { ALIYA, BOLAT } from "./journal.mjs";

const NAMESAKE = { ...BOLAT, id: "baurzhan", name: "Болатов Ба.", full_name: "Болатов Бауыржан", number: "142" };
const CADETS = [ALIYA, BOLAT, NAMESAKE];

/** @param {Match} match */
const said = ({ cadet, why }) => cadet?.id ?? why;
/** @param {string} text */
const named = (text) => said(byName(CADETS, text));
/** @param {string} text */
const numbered = (text) => said(byNumber(CADETS, text));

test("a name is found in full, by the family name, and by initials", () => {
  for (const text of ["Әлиева Айгүл Ерланқызы", "Әлиева", "Әлиева А.", "Әлиева А. Е.", "ӘЛИЕВА АЙГҮЛ"]) assert.equal(named(text), "aliya");
});

test("Latin letters in a Cyrillic name stand for what they look like", () => assert.equal(named("Əлиeвa А."), "aliya"));

test("another family name, or more names than there are, is nobody", () => {
  for (const text of ["Алиева", "Әлиев", "Айгүл", "Болатов Бекзат Ерланұлы", "", "—"]) assert.equal(named(text), "nobody");
});

test("who is not alone is not guessed", () => {
  assert.equal(named("Болатов"), "several");
  assert.equal(named("Болатов Б."), "several");
  assert.equal(named("Болатов Бек"), "nobody");
  assert.equal(named("Болатов Бекзат"), "bolat");
});

test("a name that is somebody's whole name is not the beginning of another's", () => {
  const short = { ...BOLAT, id: "short", full_name: "Болатов" };
  assert.equal(said(byName([...CADETS, short], "Болатов")), "short");
});

test("an earlier name still means its cadet (¶15)", () => {
  const earlier = { since: "2025-09-01", name: "Омарова А.", full_name: "Омарова Айгүл" };
  const renamed = { ...ALIYA, id: "renamed", full_name: "Серікова Айгүл", names: [earlier] };
  assert.equal(said(byName([renamed, BOLAT], "Омарова")), "renamed");
  assert.equal(said(byName([renamed, BOLAT], "Серікова")), "renamed");
});

test("text longer than any name is not looked at", () => assert.equal(named(`Әлиева ${"А".repeat(200)}`), "nobody"));

test("a number is found as spreadsheets write it", () => {
  for (const text of ["00042", '="00042"', "'00042", "42", "042"]) assert.equal(numbered(text), "aliya");
  for (const text of ["", "4", "420", '=""']) assert.equal(numbered(text), "nobody");
});

test("a number that is whole one cadet's is not another's without its zeros", () => {
  const other = { ...BOLAT, id: "other", number: "42" };
  assert.equal(said(byNumber([ALIYA, other], "42")), "other");
  assert.equal(said(byNumber([ALIYA, other], "042")), "several");
});
