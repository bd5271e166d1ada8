// A lesson in words: kind, topic, who held it, until when it is open; and a notice about the whole of it.
import { api } from "../js/api.js";
import { commands } from "../js/commands.js";
import { longDate } from "../js/dates.js";
import { t } from "../js/i18n.js";
import { toast } from "../js/ui/toast.js";
import { field, problem, showDialog } from "./dialogs.js";
import { reportDiscrepancy } from "./discrepancy.js";
import { button, el, tableOf } from "./dom.js";
import { kindChoice } from "./new-lesson.js";
import { reportLink } from "./report-link.js";

/**
 * Its ways lead to a correction of its kind and topic, to a report and to a notice; `reload()` where it was corrected.
 * @param {Journal} journal @param {Lesson} lesson @param {() => unknown} reload
 */
export async function showLesson(journal, lesson, reload) {
  const state = lessonState(journal, lesson);
  const facts = [
    [t("journal.lesson.kind"), t(`journal.kinds.${lesson.kind}`)],
    [t("journal.lesson.topic"), lesson.topic || "–"],
    [t("journal.lesson.author"), lesson.author.name],
    [t("journal.lesson.filled"), filled(journal, lesson)],
  ];
  const list = el("dl", { class: "facts" }, ...facts.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
  const content = [el("p", {}, state), list];
  if (lesson.correction) content.push(await corrections(journal, lesson));
  const ways = journal.mayReport(lesson) ? [reportLink(journal, lesson), report(journal, lesson)] : [];
  if (journal.mayCorrect(lesson)) ways.unshift(correction(journal, lesson, reload));
  if (ways.length) content.push(el("div", { class: "cluster" }, ...ways));
  return showDialog(longDate(lesson.date), content);
}

/**
 * Until when a lesson takes entries, since when it does not, or that it is removed.
 * @param {Journal} journal @param {Lesson} lesson
 */
export function lessonState(journal, lesson) {
  if (journal.isRemoved(lesson)) return t("journal.lesson.removed");
  const key = journal.isOpenLate(lesson) ? "opened_until" : journal.isOpen(lesson) ? "open_until" : "closed_since";
  return t(`journal.lesson.${key}`, { when: journal.clock.moment(journal.closesAt(lesson)) });
}

/** @param {Journal} journal @param {Lesson} lesson */
function filled(journal, lesson) {
  const cells = journal.cadets.map((cadet) => journal.cell(lesson, cadet));
  const expected = cells.filter((cell) => journal.barrier(cell) !== "membership");
  return `${expected.filter((cell) => cell.shown !== null).length} / ${expected.length}`;
}

/** What it was before its teacher put it right (¶18). @param {Journal} journal @param {Lesson} lesson */
function corrections(journal, lesson) {
  const path = `/api/v1/journals/${journal.id}/lessons/${lesson.id}/history`;
  return api.get(path).then(({ corrections: found }) => correctionsTable(journal, found), problem);
}

/** @param {Journal} journal @param {LessonCorrection[]} found */
function correctionsTable(journal, found) {
  const heads = ["lesson.was", "lesson.became", "history.author", "history.at"].map((name) => t(`journal.${name}`));
  const rows = found.map((one) => el("tr", {},
    el("td", {}, inWords(one.former_kind, one.former_topic)), el("td", {}, inWords(one.kind, one.topic)),
    el("td", {}, one.author.name), el("td", { class: "nowrap" }, journal.clock.moment(one.at))));
  return el("section", {}, el("h3", {}, t("journal.lesson.corrections")), tableOf(heads, rows));
}

/** @param {string} kind @param {string} topic */
const inWords = (kind, topic) => [t(`journal.kinds.${kind}`), topic].filter(Boolean).join(": ");

/** @param {Journal} journal @param {Lesson} lesson */
function report(journal, lesson) {
  const open = () => reportDiscrepancy(journal, lesson, null);
  return button(t("journal.discrepancy.button"), open, { iconName: "flag" });
}

/** @param {Journal} journal @param {Lesson} lesson @param {() => unknown} reload */
function correction(journal, lesson, reload) {
  /** @param {MouseEvent} event */
  const open = (event) => {
    /** @type {Element} */ (event.target).closest("dialog").close("");
    return correctLesson(journal, lesson, reload);
  };
  return button(t("journal.lesson.correct"), open);
}

/**
 * Asks for the right kind and topic; then calls `reload()`, for a control does not count as a lesson does.
 * @param {Journal} journal @param {Lesson} lesson @param {() => unknown} reload
 */
async function correctLesson(journal, lesson, reload) {
  const kind = kindChoice(journal.kindsFor(lesson));
  kind.value = lesson.kind;
  const topic = el("input", { type: "text", id: "lesson-topic", autofocus: true, autocomplete: "off", value: lesson.topic });
  const numbered = commands();
  const body = () => numbered({ kind: kind.value, topic: topic.value.trim(), version: lesson.correction ?? 0 });
  const onaccept = async () => journal.addLesson(await api.put(`/api/v1/journals/${journal.id}/lessons/${lesson.id}`, body()));
  const content = [
    el("p", {}, longDate(lesson.date)), field(t("journal.lesson.kind"), kind), field(t("journal.lesson.topic"), topic),
    el("p", { class: "field-hint" }, t("journal.lesson.correct_hint")),
  ];
  const answer = await showDialog(t("journal.lesson.correct_title"), content, { accept: t("journal.lesson.correct_accept"), onaccept });
  if (answer === "ok") toast(t("journal.lesson.corrected"));
  return reload();
}
