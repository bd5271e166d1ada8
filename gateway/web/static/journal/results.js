// The columns of results at the table's right end: their headings, and a cadet's figures in them (¶2).
import { language, t } from "../js/i18n.js";
import { el } from "./dom.js";
import { figure, isBarred, pinnedOf, wordsBeside } from "./figures.js";
import { showFigure } from "./value.js";

/** @param {Journal} journal @param {FigureName} name */
const classOf = (journal, name) => `result result--${name} ${name === pinnedOf(journal.figures) ? "result--pinned" : ""}`;

/** @param {Journal} journal @param {FigureName} name */
export function figureHeading(journal, name) {
  const whole = t(`journal.results.names.${name}`);
  return el("th", { scope: "col", tabIndex: -1, class: classOf(journal, name), title: whole },
    el("span", { "aria-hidden": "true" }, t(`journal.results.short.${name}`)), el("span", { class: "visually-hidden" }, whole));
}

/** @param {Journal} journal @param {FigureName} name */
export const figureCell = (journal, name) =>
  el("td", { role: "gridcell", tabIndex: -1, class: classOf(journal, name), "aria-readonly": "true", "aria-haspopup": "dialog" });

/** @param {HTMLElement} td @param {Journal} journal @param {Cadet} cadet @param {FigureName} name */
export function fillFigure(td, journal, cadet, name) {
  const result = journal.results.get(cadet.id);
  const beside = wordsBeside(result, name);
  td.title = titleOf(result, name, journal.pass_mark);
  td.classList.toggle("result--barred", beside !== "");
  td.replaceChildren(figure(result, name, language), beside && el("small", {}, beside));
}

/**
 * What a figure's words are short for; why a cadet is not admitted is said as far as the page knows.
 * @param {Result | undefined} result @param {FigureName} name @param {number} pass_mark
 */
function titleOf(result, name, pass_mark) {
  if (result?.broken) return t("journal.results.broken");
  if (name !== "rating" || !result || !isBarred(result)) return "";
  if (Number(result.rating) >= pass_mark) return t("journal.results.barred_long");
  return t("journal.results.barred_below", { rating: showFigure(result.rating, language), pass_mark });
}
