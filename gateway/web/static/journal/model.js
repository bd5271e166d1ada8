// The journal as the page knows it: what the server said, and per cell what was typed and not yet confirmed.
import { isMember, nameOn } from "./members.js";
import { Clock } from "./time.js";
import { BROKEN, CODES, show } from "./value.js";

/** @param {string} lesson @param {string} cadet */
export const keyOf = (lesson, cadet) => `${lesson}/${cadet}`;

/** How a damaged lesson is named. */
const LESSON = "lesson/";

/** One cadet's cell in one lesson. `draft` is undefined unless something typed awaits the server. */
export class Cell {
  /** @type {Value} */ value = null;
  version = 0;
  /** @type {Person | null} */ author = null;
  /** @type {string | null} */ at = null;
  /** @type {number | null} */ makeUp = null;
  late = false;
  broken = false;

  /** @type {CellState} */ state = "";
  /** @type {Value | undefined} */ draft;
  /** The version that `draft` was typed on. */ seen = 0;
  /** Typed text that is no mark. @type {string | null} */ text = null;
  /** Why it is refused. @type {Reason | null} */ reason = null;
  /** What somebody else has written meanwhile. @type {Held | null} */ theirs = null;

  /** @param {Lesson} lesson @param {Cadet} cadet */
  constructor(lesson, cadet) {
    this.lesson = lesson;
    this.cadet = cadet;
    this.key = keyOf(lesson.id, cadet.id);
  }

  /** Drops what was typed; the server's value shows again. @param {CellState} state */
  settle(state) {
    Object.assign(this, { draft: undefined, seen: 0, text: null, reason: null, theirs: null, state });
  }

  /**
   * The server has answered for what was sent: text that is no mark, typed over it since, stays, refused (¶6).
   * @param {CellState} state
   */
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
   * @param {Held} held
   */
  take({ value, version, author, at, make_up = this.makeUp, late = true, broken = false }) {
    Object.assign(this, { value, version, author, at, makeUp: make_up, late, broken });
  }

  /** Something typed, built on the version then seen. @param {Value} value */
  type(value) {
    const seen = this.theirs?.version ?? (this.draft === undefined ? this.version : this.seen);
    Object.assign(this, { draft: value, seen, text: null, reason: null, theirs: null });
    if (this.state !== "saving") this.state = "waiting";
  }
}

/** What was typed into a cell, as the server is asked to write it. @param {Cell} cell @returns {Draft} */
export const draftOf = ({ lesson, cadet, draft = null, seen }) => ({ lesson: lesson.id, cadet: cadet.id, value: draft, version: seen });

/** Emits "cell" (detail: the cell), "lessons", "results", "status", "history", "answered". */
export class Journal extends EventTarget {
  /** @type {string} */ id;
  /** @type {JournalData["subject"]} */ subject;
  /** @type {JournalData["group"]} */ group;
  /** @type {JournalData["term"]} */ term;
  /** @type {Person[]} */ teachers;
  /** Who enters its examinations (¶3). @type {Person[]} */ examiners = [];
  /** @type {Cadet[]} */ cadets;
  /** @type {Lesson[]} */ lessons;
  /** @type {May} */ may;
  /** The kinds of columns, and which of them who looks enters. @type {OfferedKind[]} */ kinds = [];
  /** Points below it are unsatisfactory (¶19). @type {number} */ pass_mark;
  /** For how many days after its own a lesson may be added (¶17). @type {number | undefined} */ entry_days;
  /** @type {Clock} */ clock;
  /** Names of what was altered in the database so that it does not read (¶7). @type {string[]} */ damaged;
  /** @type {{ id: string, marks: Map<string, Held> }[]} */ damagedLessons;
  /** By cadet; of nobody for who sees no marks. @type {Map<string, Result>} */ results = new Map();
  /** @type {Map<string, Cell>} */ cells = new Map();
  /** @type {Map<string, Cadet>} */ cadetsById;
  /** @type {Map<string, Lesson>} */ lessonsById;
  /** Grows with each word of the server. */
  revision = 0;

  /** @param {JournalData} data */
  constructor(data) {
    super();
    this.load(data);
  }

  /** Takes the server's whole journal; cells with something typed keep it. @param {JournalData} data */
  load(data) {
    const { marks, results, now, draft_key, ...rest } = data;
    Object.assign(this, rest);
    this.clock = new Clock(now);
    this.cadetsById = new Map(this.cadets.map((cadet) => [cadet.id, cadet]));
    this.setLessons(this.lessons);
    this.setResults(results);
    for (const mark of marks) this.at(mark)?.take({ make_up: null, late: false, ...mark });
    this.#setDamaged(data.damaged ?? [], marks);
  }

  /**
   * Lessons that were altered in the database so that they do not read, each {id, marks: by cadet} (¶7).
   * @param {string[]} damaged @param {JournalData["marks"]} marks
   */
  #setDamaged(damaged, marks) {
    const ids = damaged.filter((subject) => subject.startsWith(LESSON)).map((subject) => subject.slice(LESSON.length));
    /** @param {string} id */
    const of = (id) => new Map(marks.filter(({ lesson }) => lesson === id).map((mark) => [mark.cadet, mark]));
    this.damagedLessons = ids.map((id) => ({ id, marks: of(id) }));
    this.damaged = damaged;
  }

  /** @param {Lesson[]} lessons */
  setLessons(lessons) {
    this.lessons = lessons.toSorted((a, b) => a.date.localeCompare(b.date));
    this.lessonsById = new Map(lessons.map((lesson) => [lesson.id, lesson]));
    for (const cell of this.cells.values()) this.#place(cell);
  }

  /** A cell stays in its row and column when these are told anew. @param {Cell} cell */
  #place(cell) {
    cell.lesson = this.lessonsById.get(cell.lesson.id) ?? cell.lesson;
    cell.cadet = this.cadetsById.get(cell.cadet.id) ?? cell.cadet;
  }

  /** Takes a lesson that is new, or told anew. @param {Lesson} lesson */
  addLesson(lesson) {
    this.revision += 1;
    this.setLessons([...this.lessons.filter(({ id }) => id !== lesson.id), lesson]);
    this.tell("lessons");
  }

  /** Takes results that are new, or told anew. @param {Result[]} results */
  setResults(results) {
    this.revision += 1;
    for (const result of results) this.results.set(result.cadet, result);
    this.tell("results");
  }

  /** The results that have a column: what the journal's controls and examination bring about (¶2). @returns {FigureName[]} */
  get figures() {
    if (!this.results.size) return [];
    const [controls, examined] = [this.#has("control"), this.#has("examination")];
    /** @type {FigureName[]} */
    const figures = ["current"];
    if (controls) figures.push("controls");
    if (controls || examined) figures.push("rating");
    return examined ? [...figures, "examination", "final", "letter"] : figures;
  }

  /** @param {string} counts_as */
  #has(counts_as) {
    return this.lessons.some((lesson) => !this.isRemoved(lesson) && this.kindOf(lesson)?.counts_as === counts_as);
  }

  /** @param {Lesson} lesson @param {Cadet} cadet @returns {Cell} */
  cell(lesson, cadet) {
    const key = keyOf(lesson.id, cadet.id);
    const cell = this.cells.get(key) ?? new Cell(lesson, cadet);
    this.cells.set(key, cell);
    return cell;
  }

  /** The cell of {lesson, cadet} ids, undefined when the journal has none such. @param {Place} place */
  at({ lesson, cadet }) {
    const [column, row] = [this.lessonsById.get(lesson), this.cadetsById.get(cadet)];
    return column && row ? this.cell(column, row) : undefined;
  }

  /** Until when a lesson takes entries: a late entry may have opened it again to who looks (¶4). @param {Lesson} lesson */
  closesAt({ closes_at, opened_until }) {
    return opened_until && Date.parse(opened_until) > Date.parse(closes_at) ? opened_until : closes_at;
  }

  /** @param {Lesson} lesson */
  isRemoved(lesson) {
    return lesson.state === "removed";
  }

  /** Whether a late entry holds a lesson open whose own window is over. @param {Lesson} lesson */
  isOpenLate(lesson) {
    return this.isOpen(lesson) && Date.parse(lesson.closes_at) <= this.clock.now();
  }

  /** A late entry fills what was left empty; a mark that was there before it stays as it is (¶4). @param {Cell} cell */
  #isLocked({ lesson, value, late, broken }) {
    return this.isOpenLate(lesson) && (value !== null || broken) && !late;
  }

  /** @param {Lesson} lesson */
  isOpen(lesson) {
    return !this.isRemoved(lesson) && Date.parse(this.closesAt(lesson)) > this.clock.now();
  }

  /** Why a cell takes no entry; null when it does. @param {Cell} cell @returns {Barrier | null} */
  barrier(cell) {
    const { lesson, cadet } = cell;
    if (!isMember(cadet, lesson.date)) return "membership";
    if (this.isRemoved(lesson)) return "removed";
    if (!this.isOpen(lesson)) return "closed";
    if (this.#isLocked(cell)) return "locked";
    return this.enters(lesson) ? null : this.isExamined(lesson) ? "examiners" : "reader";
  }

  /** @param {Lesson} lesson */
  kindOf({ kind }) {
    return this.kinds.find(({ name }) => name === kind);
  }

  /** Whether who looks enters columns of the lesson's kind (¶3). @param {Lesson} lesson */
  enters(lesson) {
    return this.kindOf(lesson)?.enter ?? this.may.enter;
  }

  /** Whether it is no lesson but a control or an attestation, which ends a span of lessons (¶2). @param {Lesson} lesson */
  isControl(lesson) {
    return (this.kindOf(lesson)?.counts_as ?? "current") !== "current";
  }

  /** Whether its examiners enter it (¶3). @param {Lesson} lesson */
  isExamined(lesson) {
    return this.isControl(lesson) && this.kindOf(lesson)?.counts_as !== "control";
  }

  /** The absence codes that the lesson's column takes (¶6). @param {Lesson} lesson */
  codes(lesson) {
    return this.kindOf(lesson)?.codes ?? CODES;
  }

  /** Whether points are unsatisfactory (¶19). @param {Value | undefined} value */
  isLow(value) {
    return typeof value === "number" && value < this.pass_mark;
  }

  /** Whether a change of the lesson, or of one of its cells, can be reported now (¶4, ¶19). @param {Lesson} lesson */
  mayReport(lesson) {
    return this.mayTell(lesson) && !this.isRemoved(lesson);
  }

  /** Whether its kind and topic can be put right: in its own window, by who enters it (¶18). @param {Lesson} lesson */
  mayCorrect(lesson) {
    return this.isOpen(lesson) && !this.isOpenLate(lesson) && this.kindOf(lesson)?.enter === true;
  }

  /** The kinds that the lesson may have: its own, and those into which it may be corrected. @param {Lesson} lesson */
  kindsFor(lesson) {
    const becomes = this.kindOf(lesson)?.becomes ?? [];
    return this.kinds.filter(({ name }) => name === lesson.kind || becomes.includes(name));
  }

  /** Whether a discrepancy can be told of the lesson, or of one of its cells (¶20). @param {Lesson} lesson */
  mayTell(lesson) {
    return this.may.file_discrepancy && this.enters(lesson);
  }

  /** Whether a decision lets who looks enter a make-up mark beside the cell (¶19). @param {Cell} cell */
  mayMakeUp({ lesson, cadet }) {
    return this.may.make_ups.some((place) => place.lesson === lesson.id && place.cadet === cadet.id);
  }

  /** @param {CellState} state */
  count(state) {
    return [...this.cells.values()].filter((cell) => cell.state === state).length;
  }

  get hasRefusedText() {
    return [...this.cells.values()].some((cell) => cell.text !== null);
  }

  get pending() {
    return [...this.cells.values()].filter((cell) => cell.pending);
  }

  /** @param {Cell} cell */
  changed(cell) {
    this.tell("cell", cell);
  }

  /** @param {string} type @param {unknown} [detail] */
  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** @param {string} type @param {(detail: any) => unknown} listener */
  on(type, listener) {
    this.addEventListener(type, (event) => listener(/** @type {CustomEvent} */ (event).detail));
  }
}
