// The journal as the page knows it: what the server said, and per cell what was typed and not yet confirmed.
import { Clock } from "./time.js";

export const keyOf = (lesson, cadet) => `${lesson}/${cadet}`;

const EMPTY = { value: null, version: 0, author: null, at: null };

/** One cadet's cell in one lesson. `draft` is undefined unless something typed awaits the server. */
class Cell {
  constructor(lesson, cadet) {
    Object.assign(this, { lesson, cadet, ...EMPTY });
    this.key = keyOf(lesson.id, cadet.id);
    this.settle("");
  }

  /** Drops what was typed; the server's value shows again. */
  settle(state) {
    Object.assign(this, { draft: undefined, seen: 0, text: null, reason: null, theirs: null, state });
  }

  get shown() {
    return this.draft === undefined ? this.value : this.draft;
  }

  get pending() {
    return this.draft !== undefined && (this.state === "waiting" || this.state === "saving");
  }

  /** Takes what the server holds: {value, version, author, at}. */
  take({ value, version, author, at }) {
    Object.assign(this, { value, version, author, at });
  }

  /** Something typed, built on the version then seen. */
  type(value) {
    const seen = this.theirs?.version ?? (this.draft === undefined ? this.version : this.seen);
    Object.assign(this, { draft: value, seen, text: null, reason: null, theirs: null });
    if (this.state !== "saving") this.state = "waiting";
  }
}

/** Emits "cell" (detail: the cell), "lessons", "means", "status". */
export class Journal extends EventTarget {
  constructor(data) {
    super();
    this.cells = new Map();
    this.load(data);
  }

  /** Takes the server's whole journal; cells with something typed keep it. */
  load(data) {
    const { marks, means, now, ...rest } = data;
    Object.assign(this, rest);
    this.clock = new Clock(now);
    this.cadetsById = new Map(this.cadets.map((cadet) => [cadet.id, cadet]));
    this.setLessons(this.lessons);
    this.setMeans(means);
    for (const mark of marks) this.at(mark)?.take(mark);
  }

  setLessons(lessons) {
    this.lessons = lessons.toSorted((a, b) => a.date.localeCompare(b.date));
    this.lessonsById = new Map(lessons.map((lesson) => [lesson.id, lesson]));
    for (const cell of this.cells.values()) this.#place(cell);
  }

  /** A cell stays in its row and column when these are told anew. */
  #place(cell) {
    cell.lesson = this.lessonsById.get(cell.lesson.id) ?? cell.lesson;
    cell.cadet = this.cadetsById.get(cell.cadet.id) ?? cell.cadet;
  }

  addLesson(lesson) {
    this.setLessons([...this.lessons, lesson]);
    this.tell("lessons");
  }

  setMeans(means) {
    this.means = new Map([...(this.means ?? []), ...means.map(({ cadet, value }) => [cadet, value])]);
    this.tell("means");
  }

  cell(lesson, cadet) {
    const key = keyOf(lesson.id, cadet.id);
    if (!this.cells.has(key)) this.cells.set(key, new Cell(lesson, cadet));
    return this.cells.get(key);
  }

  /** The cell of {lesson, cadet} ids, undefined when the journal has none such. */
  at({ lesson, cadet }) {
    const [column, row] = [this.lessonsById.get(lesson), this.cadetsById.get(cadet)];
    return column && row && this.cell(column, row);
  }

  isOpen(lesson) {
    return lesson.state === "open" && Date.parse(lesson.closes_at) > this.clock.now();
  }

  /** Why a cell takes no entry: "membership", "closed", "reader", or null when it does. */
  barrier({ lesson, cadet }) {
    if (cadet.from > lesson.date || (cadet.to && cadet.to < lesson.date)) return "membership";
    if (!this.isOpen(lesson)) return "closed";
    return this.may.enter ? null : "reader";
  }

  count(state) {
    return [...this.cells.values()].filter((cell) => cell.state === state).length;
  }

  get pending() {
    return [...this.cells.values()].filter((cell) => cell.pending);
  }

  changed(cell) {
    this.tell("cell", cell);
  }

  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  on(type, listener) {
    this.addEventListener(type, ({ detail }) => listener(detail));
  }
}
