// The table: cadets down, lessons across, results at the end; draws cells and headings from the model.
import { t } from "../js/i18n.js";
import { el, icon } from "./dom.js";
import { pinnedOf } from "./figures.js";
import { nameOn } from "./members.js";
import { former } from "./printing.js";
import { figureCell, figureHeading, fillFigure } from "./results.js";
import { dayMonth, timeLeft, URGENT } from "./time.js";
import { BROKEN, meaningKey, show, showCell } from "./value.js";

export class Grid {
  /** @param {HTMLTableElement} table @param {Journal} journal @param {Cursor} cursor */
  constructor(table, journal, cursor) {
    this.table = table;
    this.journal = journal;
    this.cursor = cursor;
    this.scroller = /** @type {HTMLElement} */ (table.parentElement);
    journal.on("cell", (cell) => this.paint(cell));
    journal.on("lessons", () => this.render());
    journal.on("results", () => this.#paintFigures());
    cursor.addEventListener("move", () => this.follow());
  }

  /** Draws everything anew; the focus stays where it was. */
  render() {
    const focused = this.table.contains(document.activeElement);
    const { cadets, lessons, damagedLessons, figures } = this.journal;
    this.table.setAttribute("aria-rowcount", String(cadets.length + 1));
    this.table.setAttribute("aria-colcount", String(1 + lessons.length + damagedLessons.length + figures.length));
    this.table.querySelector("thead").replaceChildren(this.#head());
    this.table.tBodies[0].replaceChildren(...cadets.map((cadet, row) => this.#row(cadet, row)));
    this.cursor.to(this.cursor.row, this.cursor.column);
    if (focused) this.focus();
  }

  /** The table cell of the cursor's position or of another. */
  td(row = this.cursor.row, column = this.cursor.column) {
    const { lessons, damagedLessons } = this.journal;
    const damaged = column < lessons.length ? 0 : damagedLessons.length;
    return this.table.rows[row + 1]?.cells[1 + column + damaged];
  }

  /** The table cell of a cell, undefined when its row or column is there no more. @param {Cell} cell */
  tdOf(cell) {
    const row = this.journal.cadets.indexOf(cell.cadet);
    const column = this.journal.lessons.indexOf(cell.lesson);
    return row < 0 || column < 0 ? undefined : this.td(row, column);
  }

  focus() {
    this.td()?.focus({ preventScroll: true });
    this.reveal();
  }

  /** Scrolls the cursor's cell out from under the frozen row and columns, as large as they are drawn. */
  reveal() {
    const [corner, pinned] = [".corner", ".result--pinned"]
      .map((place) => this.table.querySelector(`thead ${place}`)?.getBoundingClientRect());
    const end = (this.#isCovered && pinned?.width) || 0;
    this.scroller.style.scrollPadding = `${corner.height}px ${end}px 1rem ${corner.width}px`;
    this.td()?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Whether the result that stays in view may stand over the cursor's cell. */
  get #isCovered() {
    const { lessons, figures } = this.journal;
    return this.cursor.column < lessons.length + figures.indexOf(pinnedOf(figures));
  }

  /** Text may come without a key; on-screen keyboards show themselves where a mark can be typed. */
  get #takesText() {
    const { cell } = this.cursor;
    return cell !== null && this.journal.barrier(cell) === null;
  }

  /** Makes the cursor's cell the table's one tab stop and shows the selection. */
  follow() {
    const { table } = this;
    for (const td of table.querySelectorAll('[tabindex="0"]')) Object.assign(td, { tabIndex: -1, contentEditable: "inherit" });
    for (const td of table.querySelectorAll('[aria-selected="true"]')) td.setAttribute("aria-selected", "false");
    const td = this.td();
    if (td) Object.assign(td, { tabIndex: 0, contentEditable: this.#takesText ? "true" : "inherit" });
    for (const cell of this.cursor.cells) this.tdOf(cell)?.setAttribute("aria-selected", "true");
  }

  /** @param {Cell} cell */
  paint(cell) {
    const td = this.tdOf(cell);
    if (td && !td.querySelector("input") && !td.matches(".cell--composing")) this.#fill(td, cell);
  }

  /** Shows what is left of each entry window, and a column as closed once it is; the focus stays. */
  tick() {
    this.journal.lessons.forEach((lesson, column) => {
      const [shown, fresh] = [this.td(-1, column), this.#heading(lesson, column)];
      if (shown.className !== fresh.className) this.#paintColumn(lesson);
      shown.className = fresh.className;
      shown.replaceChildren(...fresh.childNodes);
    });
  }

  /** @param {Lesson} lesson */
  #paintColumn(lesson) {
    for (const cadet of this.journal.cadets) this.paint(this.journal.cell(lesson, cadet));
  }

  #head() {
    const name = el("th", { scope: "col", class: "corner" }, t("journal.cadet"));
    const headings = this.journal.lessons.map((lesson, column) => this.#heading(lesson, column));
    const figures = this.journal.figures.map((figure, place) => this.#placed(figureHeading(this.journal, figure), -1, place));
    return el("tr", {}, name, ...headings, ...this.journal.damagedLessons.map(() => this.#damagedHeading()), ...figures);
  }

  /** Nothing is known of the lesson but that it is there. */
  #damagedHeading() {
    const words = el("span", {}, t("journal.damaged.lesson"));
    return el("th", { scope: "col", class: "lesson lesson--damaged", title: t("journal.damaged.why") }, icon("alert"), words);
  }

  /** @param {Lesson} lesson @param {number} column */
  #heading(lesson, column) {
    const open = this.journal.isOpen(lesson);
    const removed = this.journal.isRemoved(lesson);
    const today = lesson.date === this.journal.clock.today();
    const kind = t(`journal.kinds.${lesson.kind}`);
    const state = removed ? "removed" : open ? "open" : "closed";
    const heading = el("th", { scope: "col", tabIndex: -1, class: `lesson lesson--${state}`, "aria-haspopup": "dialog" },
      el("span", { class: "lesson-date" }, dayMonth(lesson.date)),
      el("span", { class: "lesson-kind", "aria-hidden": "true" }, t(`journal.kinds_short.${lesson.kind}`)),
      el("span", { class: "visually-hidden" }, ` ${kind} ${lesson.topic} `),
      removed ? this.#removed() : open ? this.#left(lesson) : this.#closed());
    heading.dataset.row = -1;
    heading.dataset.column = column;
    heading.title = [kind, lesson.topic].filter(Boolean).join(": ");
    heading.classList.toggle("lesson--today", today);
    heading.classList.toggle("lesson--control", this.journal.isControl(lesson));
    heading.classList.toggle("lesson--late", this.journal.isOpenLate(lesson));
    return heading;
  }

  /** @param {Lesson} lesson */
  #left(lesson) {
    const left = Date.parse(this.journal.closesAt(lesson)) - this.journal.clock.now();
    const late = this.journal.isOpenLate(lesson);
    const spoken = el("span", { class: "visually-hidden" }, t(late ? "journal.late_closes_in" : "journal.closes_in"));
    return el("span", { class: `lesson-left ${left < URGENT ? "lesson-left--urgent" : ""}` },
      icon(late ? "plus" : "clock"), spoken, timeLeft(left));
  }

  #removed() {
    return el("span", { class: "lesson-left" }, t("journal.removed"));
  }

  #closed() {
    return el("span", { class: "lesson-left" },
      icon("lock"), el("span", { class: "visually-hidden" }, t("journal.closed")));
  }

  /** @param {Cadet} cadet @param {number} row */
  #row(cadet, row) {
    const number = el("span", { class: "number", "aria-hidden": "true" }, String(row + 1));
    const name = el("th", { scope: "row", class: "name" }, number, el("span", {}, ...this.#names(cadet)));
    const cells = this.journal.lessons.map((lesson, column) => this.#cell(lesson, cadet, row, column));
    const figures = this.journal.figures.map((figure, place) => this.#figure(cadet, row, figure, place));
    const damaged = this.journal.damagedLessons.map(({ marks }, place) => this.#damagedCell(marks.get(cadet.id), cells.length + place));
    return el("tr", { "aria-rowindex": row + 2 }, name, ...cells, ...damaged, ...figures);
  }

  /**
   * A mark of a damaged lesson: it is shown as far as it opens, and takes no entry.
   * @param {Held | undefined} mark @param {number} column
   */
  #damagedCell(mark, column) {
    const shown = mark ? showCell({ sign: mark.broken ? BROKEN : show(mark.value), makeUp: mark.make_up }) : "";
    return el("td", { role: "gridcell", class: "cell cell--closed", "aria-readonly": "true", "aria-colindex": column + 2 }, shown);
  }

  /**
   * As on the last lesson's day, with what it was before and, where it has changed since, is now (¶15).
   * @param {Cadet} cadet
   */
  #names(cadet) {
    const { lessons } = this.journal;
    const last = lessons.at(-1);
    const name = last ? nameOn(cadet, last.date) : cadet.name;
    const now = name === cadet.name ? "" : el("span", { class: "former" }, t("journal.now_named", { name: cadet.name }));
    return [el("span", {}, name), former(cadet, lessons), now];
  }

  /** @param {Lesson} lesson @param {Cadet} cadet @param {number} row @param {number} column */
  #cell(lesson, cadet, row, column) {
    const td = el("td", {
      role: "gridcell", tabIndex: -1, spellcheck: false, autocapitalize: "off", "aria-selected": "false", "aria-colindex": column + 2,
    });
    td.dataset.row = row;
    td.dataset.column = column;
    this.#fill(td, this.journal.cell(lesson, cadet));
    return td;
  }

  /** @param {HTMLElement} td @param {Cell} cell */
  #fill(td, cell) {
    const barrier = this.journal.barrier(cell);
    td.className = ["cell", ...this.#classes(cell, barrier).map((name) => `cell--${name}`)].join(" ");
    td.setAttribute("aria-readonly", String(barrier !== null));
    if (cell.state === "refused") td.setAttribute("aria-invalid", "true");
    else td.removeAttribute("aria-invalid");
    const told = el("span", { class: "visually-hidden" }, toldOf(cell, barrier));
    td.replaceChildren(cell.text ?? cell.sign, ...(cell.makeUp === null ? [] : [this.#madeUp(cell.makeUp)]), told);
  }

  /** What a cell is, for its style. @param {Cell} cell @param {Barrier | null} barrier */
  #classes(cell, barrier) {
    const isCode = typeof cell.shown === "string";
    const isLow = cell.makeUp === null && this.journal.isLow(cell.shown);
    const isControl = this.journal.isControl(cell.lesson);
    return [cell.state, barrier, isControl && "control", cell.isBroken && "broken", isCode && "code", isLow && "low"].filter(Boolean);
  }

  /** @param {number} points */
  #madeUp(points) {
    const low = this.journal.isLow(points) ? "make-up--low" : "";
    return el("span", { class: `make-up ${low}`, "aria-hidden": "true" }, ` → ${points}`);
  }

  /** @param {Cadet} cadet @param {number} row @param {FigureName} figure @param {number} place */
  #figure(cadet, row, figure, place) {
    const td = this.#placed(figureCell(this.journal, figure), row, place);
    td.setAttribute("aria-colindex", String(this.journal.damagedLessons.length + Number(td.dataset.column) + 2));
    fillFigure(td, this.journal, cadet, figure);
    return td;
  }

  /**
   * The results' columns go on from the lessons', as far as the cursor knows.
   * @param {HTMLElement} element @param {number} row @param {number} place
   */
  #placed(element, row, place) {
    element.dataset.row = String(row);
    element.dataset.column = String(this.journal.lessons.length + place);
    return element;
  }

  #paintFigures() {
    const { cadets, figures } = this.journal;
    cadets.forEach((cadet, row) => figures.forEach((figure) => {
      const td = this.table.rows[row + 1]?.querySelector(`.result--${figure}`);
      if (td) fillFigure(td, this.journal, cadet, figure);
    }));
  }
}

/** What a screen reader hears after a cell's value. @param {Cell} cell @param {Barrier | null} barrier */
function toldOf(cell, barrier) {
  const meaning = meaningKey(cell.shown);
  const words = [
    meaning && t(meaning),
    cell.isBroken && t("journal.cell.broken"),
    cell.makeUp !== null && t("journal.make_up.spoken", { points: cell.makeUp }),
    cell.state && t(`journal.states.${cell.state}`),
    cell.reason?.message,
    barrier && ["locked", "membership", "removed"].includes(barrier) && t(`journal.barriers.${barrier}_short`),
  ];
  return words.filter(Boolean).map((word) => ` ${word}`).join(",");
}
