// The notice that paper and journal differ (¶20), from a cell or from a whole lesson.
import { api } from "../js/api.js";
import { commands } from "../js/commands.js";
import { t } from "../js/i18n.js";
import { toast } from "../js/ui/toast.js";
import { field, showDialog } from "./dialogs.js";
import { el } from "./dom.js";
import { dayMonth } from "./time.js";

/** @param {Journal} journal @param {Lesson} lesson @param {Cadet | null} cadet */
export async function reportDiscrepancy(journal, lesson, cadet) {
  const text = el("textarea", { id: "discrepancy-text", rows: 4, autofocus: true });
  const place = [cadet?.name, dayMonth(lesson.date)].filter(Boolean).join(", ");
  const numbered = commands();
  const about = { journal: journal.id, lesson: lesson.id, cadet: cadet?.id ?? null };
  const onaccept = () => api.post("/api/v1/discrepancies", numbered({ ...about, text: text.value }));
  const hint = el("p", { class: "field-hint" }, t("journal.discrepancy.hint"));
  const content = [el("p", {}, place), field(t("journal.discrepancy.text"), text), hint];
  const answer = await showDialog(t("journal.discrepancy.title"), content, { accept: t("journal.discrepancy.accept"), onaccept });
  if (answer === "ok") toast(t("journal.discrepancy.sent"));
}
