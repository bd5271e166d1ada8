// What pasting would do, in words and as a table of differences: looked at before anything is entered.
import { t } from "../js/i18n.js";
import { showDialog } from "./dialogs.js";
import { el } from "./dom.js";
import { dayMonth } from "./time.js";
import { show } from "./value.js";

/** A table of more rows is read by nobody. */
const MOST = 200;

/** Resolves with true when the teacher goes on. @param {Journal} journal @param {Plan} result */
export async function preview(journal, result) {
  const accept = result.changes.length ? t("journal.paste.accept", { count: result.changes.length }) : null;
  const content = [el("p", {}, summary(result)), ...differences(journal, result)];
  return (await showDialog(t("journal.paste.title"), content, { accept, ready: true })) === "ok";
}

/**
 * How many marks a plan would enter, and how; of names without marks, whether they stand as in the journal.
 * @param {Plan} plan
 */
export function summary({ changes, same, over, order }) {
  if (order) return t(`journal.paste.${order.length ? "order_differs" : "order_same"}`);
  const counts = [["over", over], ["same", same.length]].filter(([, count]) => count);
  return [["count", changes.length], ...counts].map(([name, count]) => t(`journal.paste.${name}`, { count })).join("; ");
}

/** The elements that say what a plan would do. @param {Journal} journal @param {Plan} result */
export function differences(journal, result) {
  const { absent = [], unread = [], order = null } = result;
  const parts = [
    order && order.length > 0 && elsewhere(order),
    result.refused.length > 0 && leftOut(result.refused),
    absent.length > 0 && note(t("journal.paste.absent", { count: absent.length, names: absent.map(({ name }) => name).join(", ") })),
    unread.length > 0 && note(t("journal.paste.unread", { texts: unread.join(", ") })),
    result.changes.length + result.same.length > 0 && table(journal, result),
  ];
  return parts.filter(Boolean);
}

/** @param {string} text */
const note = (text) => el("p", { class: "small muted" }, text);

/** Where names alone do not stand as in the journal. @param {Order} order */
function elsewhere(order) {
  const lines = order.map(({ row, said, here }) => el("li", {}, t("journal.paste.order_line", { row, said, name: here?.name ?? "–" })));
  return el("div", { class: "notice notice--warn paste-left" }, el("ul", {}, ...lines));
}

/** @param {LeftOut[]} refused */
function leftOut(refused) {
  const lines = refused.map((one) => el("li", {}, line(one)));
  const heading = el("p", {}, t("journal.paste.left_out", { count: refused.length }));
  return el("div", { class: "notice notice--warn paste-left" }, heading, el("ul", {}, ...lines));
}

/** @param {LeftOut} one */
function line({ cell, text, why }) {
  const place = cell && `${cell.name}, ${dayMonth(cell.lesson.date)}: `;
  return `${place ?? ""}${text} (${t(`journal.paste.why.${why}`)})`;
}

/**
 * Each mark beside its cadet, in the journal's order: what is there, and what will be.
 * @param {Journal} journal @param {Plan} plan
 */
function table(journal, { changes, same }) {
  const all = [...changes, ...same.map((cell) => ({ cell }))];
  /** @param {{ cell: Cell }} row */
  const place = ({ cell: { cadet, lesson } }) => journal.cadets.indexOf(cadet) * journal.lessons.length + journal.lessons.indexOf(lesson);
  const rows = all.toSorted((one, other) => place(one) - place(other)).slice(0, MOST);
  const dated = new Set(all.map(({ cell }) => cell.lesson)).size > 1;
  const heads = ["cadet", dated && "lesson.date", "paste.now", "paste.new"].filter(Boolean);
  const head = el("tr", {}, ...heads.map((name) => el("th", { scope: "col" }, t(`journal.${name}`))));
  const body = rows.map((row) => el("tr", { class: kind(row) }, ...cells(row, dated)));
  const more = all.length > MOST && note(t("journal.paste.more", { count: all.length - MOST }));
  const frame = el("div", { class: "table-wrap", role: "group", "aria-label": t("journal.paste.differences"), tabIndex: 0 },
    el("table", { class: "table paste-table" }, el("thead", {}, head), el("tbody", {}, ...body)));
  return el("div", { class: "stack stack--tight" }, ...[frame, more].filter(Boolean));
}

/** @param {Difference} row */
const kind = ({ value, before }) => (value === undefined ? "paste-same" : before === null ? "row--added" : "row--changed");

/** @param {Difference} row @param {boolean} dated */
function cells({ cell, value, before }, dated) {
  const said = value === undefined ? t("journal.paste.unchanged") : show(value);
  return [
    el("th", { scope: "row" }, cell.name), dated && el("td", { class: "nowrap" }, dayMonth(cell.lesson.date)),
    el("td", {}, before === null ? "–" : show(before === undefined ? cell.shown : before)), el("td", {}, said),
  ].filter(Boolean);
}
