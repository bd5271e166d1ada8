// The journal page: loads the journal and joins table, keys, pointer, saver and dialogs.
import { ApiError, api } from "../js/api.js";
import { elapsed } from "../js/clock.js";
import { t } from "../js/i18n.js";
import { guard } from "../js/ui/leave.js";
import { toast } from "../js/ui/toast.js";
import { announce } from "./announce.js";
import { Bar } from "./bar.js";
import { CellBar } from "./cell-bar.js";
import { writeBlock } from "./clipboard.js";
import { Cursor } from "./cursor.js";
import { openDrafts } from "./drafts.js";
import { Editor } from "./editor.js";
import { Edits } from "./edits.js";
import { nameExaminers } from "./examiners.js";
import { Grid } from "./grid.js";
import { explainResults } from "./explanation.js";
import { showHelp } from "./help.js";
import { showHistory } from "./cell-history.js";
import { showKey } from "./key.js";
import { Keyboard } from "./keyboard.js";
import { Keyless } from "./keyless.js";
import { showLesson } from "./lesson.js";
import { Journal } from "./model.js";
import { holdLesson } from "./new-lesson.js";
import { Pasting } from "./paste.js";
import { Phone } from "./phone.js";
import { placeOf } from "./place.js";
import { Pointer } from "./pointer.js";
import { Printing } from "./printing.js";
import { Saver } from "./saver.js";

const TICK = 30_000;
const STALE = 60_000;
const root = document.getElementById("journal");
const path = `/api/v1/journals/${root.dataset.journal}`;
/** @type {Person} */
const me = { id: root.dataset.person, name: root.dataset.name };

class Page {
  /** @param {JournalData} data @param {Drafts} drafts */
  constructor(data, drafts) {
    this.journal = new Journal(data);
    this.drafts = drafts;
    this.saver = new Saver(this.journal, drafts, me);
    this.edits = new Edits(this.journal, drafts, this.saver);
    this.cursor = new Cursor(this.journal);
    this.grid = new Grid(document.getElementById("journal-grid"), this.journal, this.cursor);
    this.editor = new Editor(this.grid, this.edits);
    this.printing = new Printing(this.journal);
    this.actions = this.#actions();
    this.keyboard = new Keyboard(this);
    this.keyless = new Keyless(this);
    this.pointer = new Pointer(this);
    this.pasting = new Pasting(this);
    this.bar = new Bar(this);
    this.cellBar = new CellBar(this);
    this.phone = new Phone(this);
    this.loaded = elapsed();
    this.explaining = false;
  }

  start() {
    this.#about();
    this.grid.render();
    this.#emptiness();
    this.#toPlace();
    this.phone.render();
    this.#listen();
    this.saver.resume();
    root.setAttribute("aria-busy", "false");
    this.#receive();
  }

  /** Whoever opens the journal can type at once: the cursor's cell has the focus, unless something else has it. */
  #receive() {
    if (document.activeElement === document.body && !document.querySelector("dialog[open]")) this.grid.focus();
  }

  #about() {
    const { subject, group, term, teachers, examiners } = this.journal;
    document.getElementById("journal-title").textContent = `${subject.name}, ${group.name}`;
    document.title = `${subject.name}, ${group.name} · Jurnal`;
    const names = teachers.map((teacher) => teacher.name).join(", ");
    const examining = examiners.length && t("journal.examiners.list", { names: examiners.map(({ name }) => name).join(", ") });
    document.getElementById("journal-about").textContent = [term.name, names, examining].filter(Boolean).join(" · ");
  }

  #emptiness() {
    const { cadets, lessons, may } = this.journal;
    const empty = document.getElementById("journal-empty");
    const key = cadets.length ? (may.create_lesson ? "no_lessons" : "no_lessons_yet") : "no_cadets";
    empty.textContent = t(`journal.empty.${key}`);
    empty.hidden = cadets.length > 0 && lessons.length > 0;
    document.getElementById("journal-scroller").hidden = !cadets.length;
    this.#tellDamaged();
  }

  /** Names what was altered so that it does not read; everything else works as ever (¶7). */
  #tellDamaged() {
    const { damaged } = this.journal;
    const notice = document.getElementById("journal-damaged");
    notice.hidden = damaged.length === 0;
    notice.textContent = t("journal.damaged.notice", { records: damaged.join(", ") });
  }

  /** The cells that the address names are selected and in view. */
  #toPlace() {
    const { row, left, right } = placeOf(location.hash, this.journal, this.journal.clock.today());
    this.cursor.to(row, left);
    if (right > left) this.cursor.to(row, right, true);
    this.grid.reveal();
  }

  #listen() {
    this.journal.on("lessons", () => this.#emptiness());
    this.journal.on("answered", ({ saved, refused }) => announce(t("journal.answered", { saved, refused })));
    setInterval(() => this.#tick(), TICK);
    document.addEventListener("visibilitychange", () => document.hidden || this.#refresh());
    document.addEventListener("cases", () => this.#reload(api.glance));
    document.addEventListener("copy", (event) => this.#copy(event));
    guard(() => this.#isUnsaved);
  }

  /** What is typed and not entered is kept nowhere; nor is text that was refused. */
  get #isUnsaved() {
    const isTyped = [this.editor, this.phone, this.keyless].some((place) => place.isTyped);
    return isTyped || this.journal.hasRefusedText || this.journal.pending.length > 0 || this.drafts.isBehind;
  }

  /** Colleagues may have written meanwhile; what was typed here stays. */
  async #refresh() {
    if (this.journal.clock.isDoubtful || elapsed() - this.loaded >= STALE) await this.#reload();
  }

  /** Where what has passed cannot be told, the server says anew what time it is. */
  async #tick() {
    if (this.journal.clock.isDoubtful) await this.#reload(api.glance);
    if (!this.editor.active) this.grid.tick();
  }

  /** Somebody typing, or using a cell's buttons, is not disturbed: the next signal or visit brings the same. */
  get #isBusy() {
    const isUsed = root.querySelector("#journal-phone :focus:not(.phone-result), #journal-cell :focus") !== null;
    return this.editor.active || this.keyless.isTyped || isUsed;
  }

  /** An answer that something saved meanwhile has overtaken is older than the page: it is asked for again. @returns {Promise<void>} */
  async #reload(get = api.get) {
    if (this.#isBusy) return;
    const { revision } = this.journal;
    const data = await get(path).catch(() => null);
    if (!data || this.#isBusy) return;
    if (revision !== this.journal.revision) return this.#reload(get);
    this.loaded = elapsed();
    this.journal.load(data);
    this.#about();
    this.grid.render();
    this.phone.render();
  }

  get #inGrid() {
    return this.grid.table.contains(document.activeElement) && !this.editor.active;
  }

  /** @param {ClipboardEvent} event */
  #copy(event) {
    if (!this.#inGrid || !this.cursor.range) return;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", writeBlock(this.cursor.rows));
    announce(t("journal.copied", { count: this.cursor.cells.length }));
  }

  /** @returns {Actions} */
  #actions() {
    /** @param {Change[]} changes */
    const enter = (changes) => this.edits.enter(changes);
    return {
      edit: (text) => this.#edit(text ?? null),
      clear: () => this.#clear(),
      undo: () => this.#replayed(this.edits.undo(), "undone"),
      redo: () => this.#replayed(this.edits.redo(), "redone"),
      fillDown: () => this.#fillDown(enter),
      newLesson: () => this.#newLesson(),
      lesson: (lesson) => showLesson(this.journal, lesson, () => this.actions.reload()),
      history: (cell) => showHistory(this.journal, cell),
      explain: (cadet) => this.#explainResults(cadet ?? this.journal.cadets[this.cursor.row]),
      key: () => showKey(this.journal),
      examiners: () => nameExaminers(this.journal, () => this.actions.reload()),
      pasteList: () => this.#pasteList(),
      print: () => this.printing.choose(),
      help: () => showHelp(),
      toBar: () => this.cellBar.focus(),
      reload: () => {
        this.grid.focus();
        return this.#reload();
      },
    };
  }

  /**
   * A figure asked for twice is explained once; the table, or the phone's list, may have been drawn anew meanwhile.
   * @param {Cadet} cadet
   */
  async #explainResults(cadet) {
    if (this.explaining) return;
    this.explaining = true;
    await explainResults(this.journal, cadet);
    this.explaining = false;
    if (this.phone.section.hidden) this.grid.focus();
    else this.phone.toFigure(cadet.id);
  }

  #pasteList() {
    if (!this.journal.lessons.length) return toast(t("journal.empty.no_lessons"));
    this.cursor.toLessons();
    return this.pasting.list();
  }

  /** @param {string | null} text */
  #edit(text) {
    const { cell } = this.cursor;
    const barrier = cell && this.journal.barrier(cell);
    if (barrier) return this.#explain(cell, barrier);
    return cell && this.editor.open(cell, text);
  }

  /**
   * Says why a cell takes no entry, since when, and what to do: the strip below the table has it in words.
   * @param {Cell} cell @param {Barrier} barrier
   */
  #explain(cell, barrier) {
    const since = this.journal.clock.moment(cell.lesson.closes_at);
    announce(t(`journal.barriers.${barrier}`, { since, name: cell.name }));
    this.cellBar.point();
  }

  #clear() {
    const { cells } = this.cursor;
    const barrier = cells.length === 1 && this.journal.barrier(cells[0]);
    if (barrier) return this.#explain(cells[0], barrier);
    return this.edits.enter(cells.map((cell) => ({ cell, value: null })));
  }

  /** @param {Cell[]} cells @param {"undone" | "redone"} what */
  #replayed(cells, what) {
    announce(t(cells.length ? `journal.${what}` : "journal.nothing", { count: cells.length }));
  }

  /**
   * The selection's first row goes into its others; one cell alone takes the value above it.
   * @param {(changes: Change[]) => number} enter
   */
  #fillDown(enter) {
    const { rows, range } = this.cursor;
    if (!range) return;
    const above = rows.length === 1 && range.top > 0 ? this.#cellsAbove(range) : rows[0];
    const below = rows.length === 1 ? rows : rows.slice(1);
    const count = enter(below.flatMap((row) => row.map((cell, column) => ({ cell, value: above[column].shown }))));
    announce(t("journal.filled", { count }));
  }

  /** @param {Rectangle} range */
  #cellsAbove({ top, left, right }) {
    const { lessons, cadets } = this.journal;
    return lessons.slice(left, right + 1).map((lesson) => this.journal.cell(lesson, cadets[top - 1]));
  }

  async #newLesson() {
    if (!this.journal.may.create_lesson) return toast(t("journal.barriers.no_lesson"));
    const lesson = await holdLesson(this.journal);
    if (!lesson) return this.grid.focus();
    this.cursor.to(0, this.journal.lessons.findIndex((one) => one.id === lesson.id));
    this.grid.focus();
    return announce(t("journal.lesson.added"));
  }
}

/** @param {unknown} error */
function problem(error) {
  const notice = document.getElementById("journal-problem");
  notice.textContent = error instanceof ApiError ? error.message : t("journal.unreachable");
  notice.hidden = false;
  root.setAttribute("aria-busy", "false");
}

try {
  const data = await api.get(path);
  new Page(data, await openDrafts(me.id, data)).start();
} catch (error) {
  problem(error);
  throw error;
}
