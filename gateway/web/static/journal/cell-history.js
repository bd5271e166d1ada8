// Every version of a cell: what, who, when; newest first.
import { api } from "../js/api.js";
import { t } from "../js/i18n.js";
import { problem, showDialog } from "./dialogs.js";
import { el, tableOf } from "./dom.js";
import { dayMonth } from "./time.js";
import { BROKEN, show } from "./value.js";

/** @param {Journal} journal @param {Cell} cell */
export async function showHistory(journal, cell) {
  const path = `/api/v1/journals/${journal.id}/marks/${cell.lesson.id}/${cell.cadet.id}/history`;
  const content = await api.get(path).then(({ versions }) => table(journal, versions), problem);
  return showDialog(`${t("journal.history.title")}: ${cell.name}, ${dayMonth(cell.lesson.date)}`, [content]);
}

/** @param {Journal} journal @param {CellVersion[]} versions */
function table(journal, versions) {
  if (!versions.length) return el("p", { class: "muted" }, t("journal.history.none"));
  const heads = ["version", "value", "author", "at", "case"].map((name) => t(`journal.history.${name}`));
  const rows = versions.map((one) => el("tr", {},
    el("td", { class: "num" }, one.make_up ? "" : String(one.version)), value(one),
    el("td", {}, one.author.name), el("td", { class: "nowrap" }, journal.clock.moment(one.at)), el("td", {}, byCase(one))));
  return tableOf(heads, rows);
}

/** @param {CellVersion} version */
function value({ value: mark, make_up, broken }) {
  const shown = broken ? `${BROKEN} ${t("journal.cell.broken")}` : show(mark) || t("journal.cell.empty");
  return make_up ? el("td", {}, shown, " ", el("span", { class: "badge badge--clash" }, t("journal.make_up.badge"))) : el("td", {}, shown);
}

/** What was written after the window names the case that allowed it (¶4). @param {CellVersion} version */
const byCase = ({ case: id }) => (id ? el("a", { href: `/cases/${id}` }, t("journal.history.to_case")) : "");
