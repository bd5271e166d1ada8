// The make-up mark's own form (¶19): a decision has permitted it; it goes beside the original, once.
import { api } from "../js/api.js";
import { commands } from "../js/commands.js";
import { t } from "../js/i18n.js";
import { toast } from "../js/ui/toast.js";
import { field, showDialog } from "./dialogs.js";
import { el } from "./dom.js";
import { dayMonth } from "./time.js";
import { parseTyped, show } from "./value.js";

/**
 * Asks for the mark and enters it; then calls `entered()`.
 * @param {Journal} journal @param {Cell} cell @param {() => unknown} entered
 */
export async function enterMakeUp(journal, { lesson, cadet, name, shown }, entered) {
  const points = el("input", { id: "make-up-points", inputMode: "numeric", autocomplete: "off", autofocus: true, required: true });
  const numbered = commands();
  const body = () => numbered({ lesson: lesson.id, cadet: cadet.id, value: parseTyped(points.value) ?? points.value });
  const onaccept = () => api.post(`/api/v1/journals/${journal.id}/make-ups`, body());
  const place = `${name}, ${dayMonth(lesson.date)}: ${show(shown) || t("journal.cell.empty")}`;
  const hint = el("p", { class: "field-hint" }, t("journal.make_up.hint"));
  const content = [el("p", {}, place), field(t("journal.make_up.points"), points), hint];
  const answer = await showDialog(t("journal.make_up.title"), content, { accept: t("journal.make_up.accept"), onaccept });
  if (answer !== "ok") return;
  toast(t("journal.make_up.entered"));
  entered();
}
