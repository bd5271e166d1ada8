// The way from a place in the journal to the report on it (¶4, ¶13, ¶19).
import { t } from "../js/i18n.js";
import { el, icon } from "./dom.js";

/**
 * A link to the report form, filled in with the lesson and, where one is meant, the cadet.
 * @param {Journal} journal @param {Lesson} lesson @param {Cadet | null} cadet
 */
export function reportLink(journal, lesson, cadet = null) {
  const place = new URLSearchParams({ journal: journal.id, lesson: lesson.id, ...(cadet && { cadet: cadet.id }) });
  return el("a", { class: "button button--small", href: `/cases/new?${place}` }, icon("lock"), t("journal.report"));
}
