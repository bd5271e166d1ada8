// Adding a lesson or a control: N opens the form with today's date and the last lesson's kind, Enter adds it.
import { api } from "../js/api.js";
import { commands } from "../js/commands.js";
import { t } from "../js/i18n.js";
import { field, Invalid, showDialog } from "./dialogs.js";
import { el } from "./dom.js";

const DAY = 86_400_000;

/** @param {string} day @param {number} days */
const shifted = (day, days) => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** Asks for a lesson and adds it; resolves with it, or null. @param {Journal} journal @returns {Promise<Lesson | null>} */
export async function holdLesson(journal) {
  const controls = form(journal);
  const numbered = commands();
  /** @type {Lesson | null} */
  let added = null;
  const onaccept = async () => {
    const { date, kind, topic } = controls;
    if (!date.value) {
      date.focus();
      throw new Invalid(t("ui.form.required"));
    }
    const body = numbered({ date: date.value, kind: kind.value, topic: topic.value.trim() });
    const lesson = await api.post(`/api/v1/journals/${journal.id}/lessons`, body);
    journal.addLesson(lesson);
    added = lesson;
  };
  const { date, kind, topic } = controls;
  const content = [
    field(t("journal.lesson.date"), date), field(t("journal.lesson.kind"), kind), field(t("journal.lesson.topic"), topic),
    earlier(journal, controls),
  ];
  await showDialog(t("journal.lesson.add"), content, { accept: t("journal.lesson.accept"), onaccept });
  return added;
}

/**
 * The way for a lesson whose window is over: what was typed goes along.
 * @param {Journal} journal @param {ReturnType<typeof form>} controls
 */
function earlier(journal, controls) {
  const link = el("a", { href: "#" }, t("journal.lesson.report"));
  const aim = () => {
    const { date, kind, topic } = controls;
    const typed = { journal: journal.id, date: date.value, kind: kind.value, topic: topic.value.trim() };
    link.href = `/cases/new-lesson?${new URLSearchParams(typed)}`;
  };
  aim();
  for (const event of ["focus", "pointerdown"]) link.addEventListener(event, aim);
  return el("p", { class: "small muted" }, t("journal.lesson.earlier"), " ", link);
}

/** @param {Journal} journal */
function form(journal) {
  const { clock, term, entry_days = 0 } = journal;
  const today = clock.today();
  const earliest = shifted(today, -entry_days);
  const date = el("input", {
    type: "date", id: "lesson-date", defaultValue: today, min: earliest > term.starts ? earliest : term.starts, max: today, required: true,
  });
  const offered = journal.kinds.filter(({ add }) => add);
  const kind = kindChoice(offered);
  kind.value = free(journal, today, offered);
  const topic = el("input", { type: "text", id: "lesson-topic", autofocus: true, autocomplete: "off" });
  return { date, kind, topic };
}

/** The kinds, lessons and controls each under a heading of their own. @param {OfferedKind[]} kinds */
export function kindChoice(kinds) {
  const groups = [...new Set(kinds.map(({ counts_as }) => counts_as))];
  /** @param {OfferedKind} kind */
  const option = ({ name }) => el("option", { value: name }, t(`journal.kinds.${name}`));
  /** @param {string} counts */
  const group = (counts) =>
    el("optgroup", { label: t(`journal.counts_as.${counts}`) }, ...kinds.filter(({ counts_as }) => counts_as === counts).map(option));
  return el("select", { id: "lesson-kind" }, ...groups.map(group));
}

/**
 * The kind of the last lesson, or another when that one was held today already; a control only where nothing else is left.
 * @param {Journal} journal @param {string} today @param {OfferedKind[]} offered
 */
function free(journal, today, offered) {
  const names = offered.map(({ name }) => name);
  const held = journal.lessons.filter((lesson) => lesson.date === today).map(({ kind }) => kind);
  const last = journal.lessons.findLast((lesson) => !journal.isControl(lesson))?.kind;
  const wanted = last !== undefined && names.includes(last) ? [last, ...names] : names;
  return wanted.find((name) => !held.includes(name)) ?? wanted[0];
}
