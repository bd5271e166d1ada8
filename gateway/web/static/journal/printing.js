// The journal on paper: the lessons of the days chosen, with the group and its names as they were on those days (¶15).
import { language, t } from "../js/i18n.js";
import { dayAndMonth } from "../js/dates.js";
import { byAlphabet } from "./alphabet.js";
import { field, Invalid, showDialog } from "./dialogs.js";
import { el } from "./dom.js";
import { figure, wordsBeside } from "./figures.js";
import { calledOn, nameOn } from "./members.js";
import { dayMonth } from "./time.js";
import { BROKEN, CODES, meaningKey, show } from "./value.js";

/** As many columns, of lessons and of results, as a sheet of A4 holds beside the names. */
const MOST_COLUMNS = 19;
/** Stands where a cadet was not in the group. */
const AWAY = "×";

/** @param {string} day */
const wholeDate = (day) => dayAndMonth(new Date(`${day}T00:00:00Z`), true);

export class Printing {
  /** The days chosen. @type {string | null} */
  from = null;
  /** @type {string | null} */
  until = null;

  /** @param {Journal} journal */
  constructor(journal) {
    this.journal = journal;
    this.place = document.getElementById("journal-print");
    const paper = matchMedia("print");
    addEventListener("beforeprint", () => this.render());
    paper.addEventListener("change", () => paper.matches && this.render());
  }

  /** The days that are printed: the chosen ones, else those of all lessons so far. */
  get days() {
    const { lessons, term, clock } = this.journal;
    return { from: this.from ?? lessons[0]?.date ?? term.starts, until: this.until ?? lessons.at(-1)?.date ?? clock.today() };
  }

  get lessons() {
    const { from, until } = this.days;
    return this.journal.lessons.filter(({ date }) => from <= date && date <= until);
  }

  /** Results are of all lessons: they stand where all are printed, on the last sheet. */
  get figures() {
    return this.lessons.length === this.journal.lessons.length ? this.journal.figures : [];
  }

  /** Asks for the days, then prints. */
  async choose() {
    const { from, until } = this.days;
    const first = el("input", { type: "date", id: "print-from", defaultValue: from, required: true, autofocus: true });
    const last = el("input", { type: "date", id: "print-until", defaultValue: until, required: true });
    const content = [
      el("p", {}, t("journal.printing.what")),
      el("div", { class: "pair" }, field(t("journal.printing.from"), first), field(t("journal.printing.until"), last)),
    ];
    const onaccept = () => this.#take(first.value, last.value);
    if ((await showDialog(t("journal.printing.title"), content, { accept: t("journal.print"), onaccept })) === "ok") print();
  }

  /** @param {string} from @param {string} until */
  #take(from, until) {
    const before = { from: this.from, until: this.until };
    Object.assign(this, { from, until });
    if (from && until && this.lessons.length) return;
    Object.assign(this, before);
    throw new Invalid(t("journal.printing.none"));
  }

  render() {
    const { lessons, figures } = this;
    const cadets = this.#cadets();
    const sheets = split(lessons, figures.length)
      .map((some, place, all) => this.#sheet(cadets, some, place === all.length - 1 ? figures : []));
    this.place.replaceChildren(el("p", {}, this.#range()), this.#damaged(), ...sheets, el("p", { class: "paper-legend" }, this.#legend()));
  }

  /** Who was in the group on one of the days, in the order of the names of then. */
  #cadets() {
    const were = this.journal.cadets.filter((cadet) => this.lessons.some((lesson) => this.#isMember(lesson, cadet)));
    return were.sort((one, other) => byAlphabet(this.#fullName(one), this.#fullName(other)));
  }

  #range() {
    const { from, until } = this.days;
    return t("journal.printing.range", { from: wholeDate(from), until: wholeDate(until) });
  }

  /** What is not printed, for nobody knows of which day it is. */
  #damaged() {
    const { damaged } = this.journal;
    return damaged.length ? el("p", {}, t("journal.damaged.notice", { records: damaged.join(", ") })) : "";
  }

  #legend() {
    const codes = CODES.map((code) => `${code} – ${t(meaningKey(code) ?? "")}`);
    const signs = [`→ – ${t("journal.make_up.title")}`, `${AWAY} – ${t("journal.barriers.membership_short")}`];
    return [...this.#shortened(), ...codes, ...signs].join("; ");
  }

  /** What the words above the results are short for. */
  #shortened() {
    const words = this.figures.map((name) => [t(`journal.results.short.${name}`), t(`journal.results.names.${name}`)]);
    return words.filter(([short, whole]) => short.toLowerCase() !== whole).map((both) => both.join(" – "));
  }

  /** @param {Lesson} lesson @param {Cadet} cadet */
  #isMember(lesson, cadet) {
    return this.journal.barrier(this.journal.cell(lesson, cadet)) !== "membership";
  }

  /** @param {Cadet[]} cadets @param {Lesson[]} lessons @param {FigureName[]} figures */
  #sheet(cadets, lessons, figures) {
    const results = figures.map((name) => el("th", { scope: "col", class: "paper-result" }, t(`journal.results.short.${name}`)));
    const days = lessons.map((lesson) => this.#heading(lesson));
    const head = el("tr", {}, el("th", { scope: "col" }, t("journal.cadet")), ...days, ...results);
    const rows = cadets.map((cadet, row) => this.#row(cadet, row, lessons, figures));
    return el("table", { class: "paper-sheet" }, el("thead", {}, head), el("tbody", {}, ...rows));
  }

  /** @param {Lesson} lesson */
  #heading(lesson) {
    const removed = this.journal.isRemoved(lesson);
    return el("th", { scope: "col", class: this.#style(lesson) },
      el("span", {}, dayMonth(lesson.date)),
      el("small", {}, t(`journal.kinds_short.${lesson.kind}`)),
      removed ? el("em", {}, t("journal.removed")) : "");
  }

  /** @param {Lesson} lesson */
  #style(lesson) {
    const { journal } = this;
    return [journal.isRemoved(lesson) && "paper-removed", journal.isControl(lesson) && "paper-control"].filter(Boolean).join(" ");
  }

  /** @param {Cadet} cadet @param {number} row @param {Lesson[]} lessons @param {FigureName[]} figures */
  #row(cadet, row, lessons, figures) {
    const name = el("th", { scope: "row" }, `${row + 1}. ${this.#name(cadet)}`, former(cadet, this.lessons));
    const results = figures.map((each) => this.#figure(this.journal.results.get(cadet.id), each));
    return el("tr", {}, name, ...lessons.map((lesson) => this.#cell(lesson, cadet)), ...results);
  }

  /** @param {Result | undefined} result @param {FigureName} name */
  #figure(result, name) {
    const beside = wordsBeside(result, name);
    return el("td", { class: "paper-result" }, figure(result, name, language), beside && el("small", {}, beside));
  }

  /** As on the last of the printed days. @param {Cadet} cadet */
  #name(cadet) {
    return nameOn(cadet, this.#lastDay);
  }

  get #lastDay() {
    return this.lessons.at(-1)?.date ?? this.days.until;
  }

  /** @param {Cadet} cadet */
  #fullName(cadet) {
    const { full_name, name } = calledOn(cadet, this.#lastDay);
    return full_name || name;
  }

  /** @param {Lesson} lesson @param {Cadet} cadet */
  #cell(lesson, cadet) {
    if (!this.#isMember(lesson, cadet)) return el("td", { class: this.#style(lesson) }, AWAY);
    const { value, makeUp, broken } = this.journal.cell(lesson, cadet);
    const mark = el("span", {}, broken ? BROKEN : show(value));
    return el("td", { class: this.#style(lesson) }, mark, makeUp === null ? "" : ` → ${makeUp}`);
  }
}

/** What a cadet was called on earlier ones of these lessons' days, in small print (¶15). @param {Cadet} cadet @param {Lesson[]} lessons */
export function former(cadet, lessons) {
  const names = lessons.map((lesson) => nameOn(cadet, lesson.date));
  const earlier = new Set(names);
  earlier.delete(names.at(-1) ?? cadet.name);
  return earlier.size ? el("span", { class: "former" }, t("journal.former", { names: [...earlier].join(", ") })) : "";
}

/**
 * The lessons in sheets of about equal width, the last of which holds the results too.
 * @param {Lesson[]} lessons @param {number} results
 */
function split(lessons, results) {
  const columns = lessons.length + results;
  const sheets = Math.ceil(columns / MOST_COLUMNS);
  const width = Math.ceil(columns / sheets);
  return Array.from({ length: sheets }, (_, place) => lessons.slice(place * width, (place + 1) * width));
}
