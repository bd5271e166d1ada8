// How a cadet's results came about, in words and numbers, a line for each step (¶2).
import { api } from "../js/api.js";
import { language, t } from "../js/i18n.js";
import { problem, showDialog } from "./dialogs.js";
import { el } from "./dom.js";
import { lines, remark } from "./steps.js";

/** @param {Journal} journal @param {Cadet} cadet */
export async function explainResults(journal, cadet) {
  const content = await api.get(`/api/v1/results/${journal.id}/${cadet.id}`).then(explained, (error) => [problem(error)]);
  return showDialog(`${t("journal.results.title")}: ${cadet.name}`, content, { wide: true, ready: true });
}

/** @param {Explanation} explanation */
function explained(explanation) {
  const said = remark(explanation, language);
  const list = lines(explanation, language).flatMap((line) => [el("dt", {}, line.name), el("dd", {}, ...sentence(line))]);
  return [
    said && el("p", { class: "notice notice--warn" }, said),
    list.length > 0 && el("dl", { class: "facts explained" }, ...list),
    el("p", { class: "small muted" }, el("a", { href: `/policies/${explanation.policy}` }, policy(explanation))),
  ].filter(Boolean);
}

/** 0 holds before anybody has decided anything. @param {Explanation} explanation */
const policy = ({ policy: number }) => t(number ? "journal.results.policy" : "journal.results.policy_first", { number });

/** @param {{ from: string, figure: string }} line */
const sentence = ({ from, figure }) => [from, el("strong", {}, figure)];
