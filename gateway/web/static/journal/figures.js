// A cadet's results as the table, the phone's list and paper show them (¶2).
import { t } from "../js/i18n.js";
import { BROKEN, showFigure } from "./value.js";

const NONE = "–";

/** Which results stay in view beside the marks: the rating, the current mean until there is one. @param {FigureName[]} figures */
export const pinnedOf = (figures) => (figures.includes("rating") ? "rating" : figures[0]);

/** Whether a cadet has a rating, and one that does not admit to the examination. @param {Result | undefined} result */
export const isBarred = (result) => result !== undefined && !result.admitted && result.rating !== null;

/** The words beside a figure: that the cadet is not admitted. @param {Result | undefined} result @param {FigureName} name */
export const wordsBeside = (result, name) => (name === "rating" && isBarred(result) ? t("journal.results.barred") : "");

/** A figure as the language writes it. @param {Result | undefined} result @param {FigureName} name @param {string} language */
export function figure(result, name, language) {
  if (result === undefined) return NONE;
  if (result.broken) return BROKEN;
  if (name === "examination") return examination(result);
  return showFigure(result[name === "final" ? "points" : name], language);
}

/** What counts, and behind it all attempts where there are several: "70 (40, 70)". @param {Result} result */
export function examination({ examination: counts, attempts }) {
  if (counts === null) return NONE;
  return attempts.length > 1 ? `${counts} (${attempts.join(", ")})` : String(counts);
}
