// The journal as the page knows it: what the server said, and per cell what was typed and not yet confirmed.
import { isMember, nameOn } from "./members.js";
import { Clock } from "./time.js";
import { BROKEN, show } from "./value.js";

export const keyOf = (lesson, cadet) => `${lesson}/${cadet}`;

/** How a damaged lesson is named. */
const LESSON = "lesson/";

const EMPTY = { value: null, version: 0, author: null, at: null, makeUp: null, late: false, broken: false };

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

  /** The server has answered for what was sent: text that is no mark, typed over it since, stays, refused (¶6). */
  rest(state) {
    if (this.text === null) this.settle(state);
    else Object.assign(this, { draft: undefined, seen: 0, theirs: null });
  }

  get shown() {
    return this.draft === undefined ? this.value : this.draft;
  }

  /** Whether what the server holds does not open, and nothing is typed over it (¶5). */
  get isBroken() {
    return this.broken && this.draft === undefined;
  }

  /** What stands in the cell. */
  get sign() {
    return this.isBroken ? BROKEN : show(this.shown);
  }

  get pending() {
    return this.draft !== undefined && (this.state === "waiting" || this.state === "saving");
  }

  /** The cadet's name on the lesson's day. */
  get name() {
    return nameOn(this.cadet, this.lesson.date);
  }

  /**
   * Takes what the server holds: {value, version, author, at}, and the make-up mark beside it where it is told.
   * `late` where a late entry in force has filled it; what is told of single cells is of those that take entries.
   */
  take({ value, version, author, at, make_up = this.makeUp, late = true, broken = false }) {
    Object.assign(this, { value, version, author, at, makeUp: make_up, late, broken });
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
    this.revision = 0;
    this.load(data);
  }

  /** Takes the server's whole journal; cells with something typed keep it. `revision` grows with each word of the server. */
  load(data) {
    const { marks, means, now, draft_key, ...rest } = data;
    Object.assign(this, rest);
    this.clock = new Clock(now);
    this.cadetsById = new Map(this.cadets.map((cadet) => [cadet.id, cadet]));
    this.setLessons(this.lessons);
    this.setMeans(means);
    for (const mark of marks) this.at(mark)?.take({ make_up: null, late: false, ...mark });
    this.#setDamaged(data.damaged ?? [], marks);
  }

  /** Lessons that were altered in the database so that they do not read, each {id, marks: by cadet} (¶7). */
  #setDamaged(damaged, marks) {
    const ids = damaged.filter((subject) => subject.startsWith(LESSON)).map((subject) => subject.slice(LESSON.length));
    const of = (id) => new Map(marks.filter(({ lesson }) => lesson === id).map((mark) => [mark.cadet, mark]));
    this.damagedLessons = ids.map((id) => ({ id, marks: of(id) }));
    this.damaged = damaged;
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

  /** Takes a lesson that is new, or told anew. */
  addLesson(lesson) {
    this.revision += 1;
    this.setLessons([...this.lessons.filter(({ id }) => id !== lesson.id), lesson]);
    this.tell("lessons");
  }

  setMeans(means) {
    this.revision += 1;
    this.means = new Map([...(this.means ?? []), ...means.map(({ cadet, value, broken }) => [cadet, broken ? BROKEN : value])]);
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

  /** Until when a lesson takes entries: a late entry may have opened it again to who looks (¶4). */
  closesAt({ closes_at, opened_until }) {
    return this.#isLate({ closes_at, opened_until }) ? opened_until : closes_at;
  }

  #isLate({ closes_at, opened_until }) {
    return Boolean(opened_until) && Date.parse(opened_until) > Date.parse(closes_at);
  }

  isRemoved(lesson) {
    return lesson.state === "removed";
  }

  /** Whether a late entry holds a lesson open whose own window is over. */
  isOpenLate(lesson) {
    return this.isOpen(lesson) && Date.parse(lesson.closes_at) <= this.clock.now();
  }

  /** A late entry fills what was left empty; a mark that was there before it stays as it is (¶4). */
  #isLocked({ lesson, value, late, broken }) {
    return this.isOpenLate(lesson) && (value !== null || broken) && !late;
  }

  isOpen(lesson) {
    return !this.isRemoved(lesson) && Date.parse(this.closesAt(lesson)) > this.clock.now();
  }

  /** Why a cell takes no entry: "membership", "removed", "closed", "locked", "reader", or null when it does. */
  barrier(cell) {
    const { lesson, cadet } = cell;
    if (!isMember(cadet, lesson.date)) return "membership";
    if (this.isRemoved(lesson)) return "removed";
    if (!this.isOpen(lesson)) return "closed";
    if (this.#isLocked(cell)) return "locked";
    return this.may.enter ? null : "reader";
  }

  /** Whether points are unsatisfactory (¶19). */
  isLow(value) {
    return typeof value === "number" && value < this.pass_mark;
  }

  /** Whether a change of the lesson, or of one of its cells, can be reported now (¶4, ¶19). */
  mayReport(lesson) {
    return this.may.file_discrepancy && !this.isRemoved(lesson);
  }

  /** Whether a decision lets who looks enter a make-up mark beside the cell (¶19). */
  mayMakeUp({ lesson, cadet }) {
    return this.may.make_ups.some((place) => place.lesson === lesson.id && place.cadet === cadet.id);
  }

  count(state) {
    return [...this.cells.values()].filter((cell) => cell.state === state).length;
  }

  get hasRefusedText() {
    return [...this.cells.values()].some((cell) => cell.text !== null);
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
