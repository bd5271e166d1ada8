// A lesson in words: kind, topic, who held it, until when it is open; and a notice about the whole of it.
import { longDate } from "../js/dates.js";
import { t } from "../js/i18n.js";
import { showDialog } from "./dialogs.js";
import { reportDiscrepancy } from "./discrepancy.js";
import { button, el } from "./dom.js";
import { reportLink } from "./report-link.js";

export function showLesson(journal, lesson) {
  const state = lessonState(journal, lesson);
  const facts = [
    [t("journal.lesson.kind"), t(`journal.kinds.${lesson.kind}`)],
    [t("journal.lesson.topic"), lesson.topic || "–"],
    [t("journal.lesson.author"), lesson.author.name],
    [t("journal.lesson.filled"), filled(journal, lesson)],
  ];
  const list = el("dl", { class: "facts" }, ...facts.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
  const content = [el("p", {}, state), list];
  if (journal.mayReport(lesson)) content.push(el("div", { class: "cluster" }, reportLink(journal, lesson), report(journal, lesson)));
  return showDialog(longDate(lesson.date), content);
}

/** Until when a lesson takes entries, since when it does not, or that it is removed. */
export function lessonState(journal, lesson) {
  if (journal.isRemoved(lesson)) return t("journal.lesson.removed");
  const key = journal.isOpenLate(lesson) ? "opened_until" : journal.isOpen(lesson) ? "open_until" : "closed_since";
  return t(`journal.lesson.${key}`, { when: journal.clock.moment(journal.closesAt(lesson)) });
}

function filled(journal, lesson) {
  const cells = journal.cadets.map((cadet) => journal.cell(lesson, cadet));
  const expected = cells.filter((cell) => journal.barrier(cell) !== "membership");
  return `${expected.filter((cell) => cell.shown !== null).length} / ${expected.length}`;
}

function report(journal, lesson) {
  const open = () => reportDiscrepancy(journal, lesson, null);
  return button(t("journal.discrepancy.button"), open, { iconName: "flag" });
}
