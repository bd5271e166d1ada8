// A list put into the journal by hand: names and marks in any order, or a column that is checked against the journal's.
import { t } from "../js/i18n.js";
import { longDate } from "../js/dates.js";
import { isTooMuch, readBlock } from "./clipboard.js";
import { field, Invalid, showDialog } from "./dialogs.js";
import { el } from "./dom.js";
import { outline, plan } from "./plan.js";
import { differences, summary } from "./preview.js";

/**
 * The plan of a text, for the cursor's lesson from the first cadet down; null of no text.
 * @param {Pick<Parts, "journal" | "cursor">} page @param {string} text
 */
function planned({ journal, cursor: { column } }, text) {
  if (!text.trim()) return null;
  return plan(journal, readBlock(text), { top: 0, bottom: 0, left: column, right: column }, true);
}

/**
 * Asks for a list and shows what it would do while it is put in; then calls `enter` with the plan that was seen.
 * @param {Pick<Parts, "journal" | "cursor">} page @param {(result: Plan | null) => void} enter
 */
export async function pasteList(page, enter) {
  const text = el("textarea", { id: "paste-list", rows: 5, autofocus: true, spellcheck: false });
  const [said, place] = [el("p", { role: "status" }), el("div", { class: "stack stack--tight" })];
  /** @type {Plan | null} */
  let result = null;
  const look = () => {
    result = isTooMuch(text.value) ? null : planned(page, text.value);
    said.textContent = result ? summary(result) : "";
    place.replaceChildren(...(result ? differences(page.journal, result) : []));
  };
  const onaccept = () => {
    const seen = result && outline(result);
    look();
    if (!result?.changes.length) throw new Invalid(t(`journal.paste.${isTooMuch(text.value) ? "too_long" : "nothing"}`));
    if (outline(result) !== seen) throw new Invalid(t("journal.paste.changed"));
  };
  text.addEventListener("input", look);
  const what = el("p", { class: "small muted" }, t("journal.paste.list.what"));
  const label = t("journal.paste.list.text", { lesson: page.cursor.lesson && longDate(page.cursor.lesson.date) });
  const content = [what, field(label, text), said, place];
  const answer = await showDialog(t("journal.paste.list.title"), content, { accept: t("journal.paste.list.accept"), onaccept });
  if (answer === "ok") enter(result);
}
