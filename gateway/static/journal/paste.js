// Before a paste that overwrites marks or leaves some out: how many go where, and what is left out and why.
import { t } from "../js/i18n.js";
import { showDialog } from "./dialogs.js";
import { el } from "./dom.js";
import { dayMonth } from "./time.js";

const SHOWN = 8;

/** Resolves with true when the teacher goes on. */
export async function confirmPaste({ changes, over, refused }) {
  const content = [el("p", {}, t("journal.paste.counts", { count: changes.length, over, refused: refused.length }))];
  if (refused.length) content.push(el("ul", {}, ...refused.slice(0, SHOWN).map((one) => el("li", {}, line(one)))));
  if (refused.length > SHOWN) content.push(el("p", {}, t("journal.paste.more", { count: refused.length - SHOWN })));
  const accept = changes.length ? t("journal.paste.accept", { count: changes.length }) : null;
  return (await showDialog(t("journal.paste.title"), content, { accept })) === "ok";
}

function line({ cell, text, why }) {
  const place = cell && `${cell.cadet.name}, ${dayMonth(cell.lesson.date)}: `;
  return `${place ?? ""}${text} (${t(`journal.paste.why.${why}`)})`;
}
