// An explanation of a cadet's results as lines of words and numbers: "(72,4 + 80) / 2 = 76,2" (¶2).
import { t } from "../js/i18n.js";
import { examination, isBarred } from "./figures.js";
import { showFigure } from "./value.js";

/** The steps to what the examination is added to. */
const BEFORE = ["current", "controls", "rating"];

/** What is named, what it is computed from ("" where that says nothing), and what comes out. */
/** @typedef {{ name: string, from: string, figure: string }} Line */

/** @param {Explanation} explanation @param {string} language @returns {Line[]} */
export function lines({ steps, result, pass_mark }, language) {
  /** @param {ExplainedStep} step */
  const told = (step) => (step.name === "cap" ? cap(step, pass_mark) : line(step, language));
  const [before, after] = [true, false].map((early) => steps.filter(({ name }) => BEFORE.includes(name) === early));
  return [...before.map(told), ...sat(result), ...after.map(told), ...attested(result)];
}

/** What has to be said before all numbers, "" where there is nothing. @param {Explanation} explanation @param {string} language */
export function remark({ steps, result, pass_mark }, language) {
  if (result.broken) return t("journal.results.broken");
  if (isBarred(result)) return barred(result, pass_mark, language);
  return steps.length || result.attempts.length ? "" : t("journal.results.none");
}

/** @param {Result} result @param {number} pass_mark @param {string} language */
function barred({ rating }, pass_mark, language) {
  const key = Number(rating) < pass_mark ? "barred_below" : "barred_in_span";
  return t(`journal.results.${key}`, { rating: showFigure(rating, language), pass_mark });
}

/** @param {ExplainedStep} step @param {string} language @returns {Line} */
function line({ name, expression, figure, rounded }, language) {
  const [left, right] = [expression, figure].map((each) => showFigure(each, language));
  const sign = name === "letter" ? "→" : rounded ? "≈" : "=";
  return { name: t(`journal.results.names.${name}`), from: left === right ? "" : `${left} ${sign} `, figure: right };
}

/**
 * An examination below the pass mark leaves no better final than itself.
 * @param {ExplainedStep} step @param {number} pass_mark @returns {Line}
 */
const cap = ({ figure }, pass_mark) =>
  ({ name: t("journal.results.names.cap"), from: t("journal.results.cap", { examination: figure, pass_mark }), figure: "" });

/** @param {Result} result @returns {Line[]} */
const sat = (result) =>
  (result.examination === null ? [] : [{ name: t("journal.results.names.examination"), from: "", figure: examination(result) }]);

/** @param {Result} result @returns {Line[]} */
function attested({ attestation, attestation_letter: letter }) {
  if (attestation === null) return [];
  return [{ name: t("journal.kinds.final_attestation"), from: `${attestation} → `, figure: letter ?? "" }];
}
