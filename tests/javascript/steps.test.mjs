// A cadet's results in words and numbers (¶2).
import assert from "node:assert/strict";
import { test } from "node:test";
import { figure, isBarred, pinnedOf, wordsBeside } from "../../gateway/web/static/journal/figures.js";
import { lines, remark } from "../../gateway/web/static/journal/steps.js";
import { result } from "./journal.mjs";

/** @param {string} name @param {string} expression @param {string} gives @param {boolean} rounded */
const step = (name, expression, gives, rounded = false) => ({ name, expression, figure: gives, rounded });

const WHOLE = [
  step("current", "(72 + 73 + 72 + 73 + 72) / 5", "72.4"), step("controls", "80", "80"), step("rating", "(72.4 + 80) / 2", "76.2"),
  step("final", "0.6 × 76.2 + 0.4 × 64", "71.32"), step("points", "71.32", "71", true), step("letter", "71", "C+"),
];
const SAT = { admitted: true, rating: "76.20", attempts: [64], examination: 64 };

/** @param {Partial<Explanation>} more @returns {Explanation} */
const explanation = (more = {}) => ({ policy: 0, pass_mark: 50, steps: [], result: result("aliya"), ...more });

/** The lines as they are read, without their names. @param {Explanation} of @param {string} language */
const read = (of, language) => lines(of, language).map((line) => line.from + line.figure);

test("each step has its line, in the language's own numbers", () => {
  const of = explanation({ steps: WHOLE, result: result("aliya", SAT) });
  assert.deepEqual(read(of, "ru"), [
    "(72 + 73 + 72 + 73 + 72) / 5 = 72,4", "80", "(72,4 + 80) / 2 = 76,2", "64", "0,6 × 76,2 + 0,4 × 64 = 71,32", "71,32 ≈ 71", "71 → C+",
  ]);
  assert.equal(read(of, "en")[4], "0.6 × 76.2 + 0.4 × 64 = 71.32");
});

test("a step is named in words", () => {
  const names = lines(explanation({ steps: WHOLE }), "en").map(({ name }) => name);
  assert.deepEqual(names, ["current mean", "controls' mean", "admission rating", "final", "as a whole number", "letter"]);
});

test("an examination below the pass mark is said in a sentence", () => {
  const steps = [step("final", "0.6 × 90 + 0.4 × 40", "70"), step("cap", "40 < 50", "40"), step("letter", "40", "FX")];
  assert.match(read(explanation({ steps }), "en")[1], /\(40\) is below 50/);
});

test("all attempts stand beside the one that counts", () => {
  const sat = result("aliya", { ...SAT, attempts: [40, 64], final: "71.32", points: 71, letter: "C+" });
  assert.equal(figure(sat, "examination", "ru"), "64 (40, 64)");
  assert.deepEqual(read(explanation({ result: sat }), "ru"), ["64 (40, 64)"]);
  assert.deepEqual([figure(sat, "final", "ru"), figure(sat, "letter", "ru")], ["71", "C+"]);
});

test("a final attestation stands alone", () => {
  const of = explanation({ result: result("aliya", { attestation: 85, attestation_letter: "B+" }) });
  assert.deepEqual(read(of, "en"), ["85 → B+"]);
});

test("what is not there yet is a dash, and what does not open a sign", () => {
  assert.deepEqual([undefined, result("aliya")].map((each) => figure(each, "rating", "kk")), ["–", "–"]);
  assert.equal(figure(result("aliya"), "examination", "kk"), "–");
  assert.equal(figure(result("aliya", { broken: true }), "final", "kk"), "⚠");
});

test("who has a rating that does not pass is told so in words, beside the rating alone", () => {
  const barred = result("aliya", { rating: "43.20" });
  assert.deepEqual([isBarred(barred), isBarred(result("aliya")), isBarred(undefined)], [true, false, false]);
  assert.equal(wordsBeside(barred, "rating"), "not admitted");
  assert.deepEqual([wordsBeside(barred, "current"), wordsBeside(result("aliya", SAT), "rating")], ["", ""]);
});

test("why a cadet is not admitted: below the policy's own pass mark, or in the span of a control", () => {
  /** @param {string} rating */
  const barred = (rating) => remark(explanation({ pass_mark: 60, result: result("aliya", { rating }) }), "ru");
  assert.match(barred("59.50"), /\(59,50\) is below 60/);
  assert.match(barred("71.00"), /one of the controls is below 60/);
});

test("of nobody's marks there is a sentence, and of what does not open another", () => {
  assert.match(remark(explanation(), "en"), /No marks yet/);
  assert.match(remark(explanation({ result: result("aliya", { broken: true }) }), "en"), /altered/);
  assert.equal(remark(explanation({ steps: WHOLE, result: result("aliya", SAT) }), "en"), "");
});

test("the rating stays in view, the current mean until there is one", () => {
  assert.equal(pinnedOf(["current"]), "current");
  assert.equal(pinnedOf(["current", "controls", "rating"]), "rating");
});
