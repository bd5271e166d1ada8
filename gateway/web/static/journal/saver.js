// Sends what was typed: in batches, one request at a time, again under the same command id until answered.
import { ApiError, api, commandId, sessionMark, Unreachable } from "../js/api.js";
import { draftOf } from "./model.js";

const SOON = 250;
const SHOWN_SAVED = 2500;
const LONGEST_WAIT = 30_000;
const BATCH = 200;

/** Whether what is wished is what stood there when it was typed over. @param {Cell} cell */
const isWithdrawn = ({ draft, seen, value, version }) => draft === value && seen === version;
/** Whether text that is no mark was typed over what was sent: nothing else is wished of the cell. @param {Cell} cell */
const isOvertyped = ({ text }) => text !== null;

export class Saver {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #tries = 0;
  /** What is under way, or the next to go again. @type {Batch | null} */
  #batch = null;
  #busy = false;
  /** What an earlier visit has sent, and was not answered. @type {Batch[]} */
  waiting = [];
  /** "offline": no answer; "signed-out": 401; "failing": the server's own trouble. @type {"good" | "offline" | "signed-out" | "failing"} */
  connection = "good";
  session = sessionMark();

  /** @param {Journal} journal @param {Drafts} drafts @param {Person} me */
  constructor(journal, drafts, me) {
    this.journal = journal;
    this.drafts = drafts;
    this.me = me;
    addEventListener("online", () => this.retry());
    addEventListener("focus", () => this.connection !== "good" && this.retry());
    document.addEventListener("visibilitychange", () => document.hidden && this.#timer && this.retry());
  }

  /** Takes up what an earlier visit to this page left unsent. */
  resume() {
    this.waiting = this.drafts.batches();
    for (const { lesson, cadet, value, version } of this.drafts.cells()) {
      const cell = this.journal.at({ lesson, cadet });
      if (cell) this.#revive(cell, value, version);
    }
    if (this.waiting.length || this.journal.pending.length) this.retry();
  }

  soon(delay = SOON) {
    this.#timer ??= setTimeout(() => this.retry(), delay);
    this.journal.tell("status");
  }

  /** Sends now what there is to send. */
  async retry() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#busy) return;
    this.#batch ??= this.waiting.shift() ?? this.#compose();
    if (this.#batch) await this.#send(this.#batch);
    this.journal.tell("status");
  }

  /**
   * Whether a value of the cell was sent, or will be sent again, and not answered: it may be the server's already.
   * @param {Cell} cell
   */
  holds(cell) {
    return [this.#batch, ...this.waiting].some((batch) => batch?.marks.some((mark) => this.journal.at(mark) === cell));
  }

  /** @param {Cell} cell @param {Value} value @param {number} version */
  #revive(cell, value, version) {
    if (value === cell.value && !(version === cell.version && this.holds(cell))) return this.drafts.drop(cell);
    Object.assign(cell, { draft: value, seen: version, state: "waiting" });
    this.journal.changed(cell);
  }

  #compose() {
    const cells = this.journal.pending.slice(0, BATCH);
    if (!cells.length) return null;
    const marks = cells.map(draftOf);
    const batch = { command_id: commandId(), marks };
    this.drafts.putBatch(batch);
    return batch;
  }

  /** @param {Batch} batch */
  async #send(batch) {
    this.#busy = true;
    this.#mark(batch, "saving");
    this.journal.tell("status");
    try {
      await this.#samePerson();
      this.#answered(batch, await api.put(`/api/v1/journals/${this.journal.id}/marks`, batch));
    } catch (error) {
      this.#failed(batch, error);
    } finally {
      this.#busy = false;
    }
    if (this.connection === "good" && (this.waiting.length || this.journal.pending.length)) this.soon(0);
  }

  /** Somebody else may have signed in in this browser since: nothing goes out under another name. */
  async #samePerson() {
    const session = sessionMark();
    if (session === this.session) return;
    const { id } = await api.get("/api/v1/me");
    if (id !== this.me.id) throw new ApiError(401);
    this.session = session;
  }

  /** Who enters, as the journal calls its teachers. */
  get #author() {
    return this.journal.teachers.find(({ id }) => id === this.me.id) ?? this.me;
  }

  /** @param {Batch} batch @param {CellState} state */
  #mark(batch, state) {
    for (const mark of batch.marks) {
      const cell = this.journal.at(mark);
      if (!cell || cell.draft === undefined || isOvertyped(cell)) continue;
      cell.state = state;
      this.journal.changed(cell);
    }
  }

  /** @param {Batch} batch */
  #finish(batch) {
    this.drafts.dropBatch(batch);
    this.#batch = null;
    this.#tries = 0;
    this.connection = "good";
  }

  /** @param {Batch} batch @param {Answer} answer */
  #answered(batch, { saved, refused, results }) {
    const sent = new Map(batch.marks.map((mark) => [this.journal.at(mark), mark.value]));
    for (const one of saved) {
      const cell = this.journal.at(one);
      if (cell) this.#saved(cell, one.version, sent.get(cell) ?? null);
    }
    for (const one of refused) this.#refused(this.journal.at(one), one);
    this.journal.setResults(results);
    this.#finish(batch);
    this.journal.tell("answered", { saved: saved.length, refused: refused.length });
  }

  /** @param {Cell} cell @param {number} version @param {Value} value */
  #saved(cell, version, value) {
    const at = new Date(this.journal.clock.now()).toISOString();
    if (version > cell.version) cell.take({ value, version, author: this.#author, at });
    if (isOvertyped(cell) || cell.draft === value || cell.draft === undefined) this.#rest(cell);
    else this.#again(cell, version);
    this.journal.changed(cell);
  }

  /** @param {Cell} cell */
  #rest(cell) {
    this.drafts.drop(cell);
    cell.rest("saved");
    setTimeout(() => {
      if (cell.state === "saved") cell.state = "";
      this.journal.changed(cell);
    }, SHOWN_SAVED);
  }

  /** Typed over while its earlier value was under way: goes out next, on top of it. @param {Cell} cell @param {number} version */
  #again(cell, version) {
    Object.assign(cell, { seen: version, state: "waiting" });
    this.drafts.put(cell);
  }

  /** @param {Cell | undefined} cell @param {Reason & { code: string, current?: Held }} refusal */
  #refused(cell, { code, rule, message, current }) {
    if (!cell || cell.draft === undefined) return;
    const theirs = code === "version_stale" ? current : undefined;
    if (isOvertyped(cell) || isWithdrawn(cell)) this.#leave(cell, theirs);
    else if (theirs) this.#conflict(cell, theirs);
    else Object.assign(cell, { state: "refused", reason: { rule, message } });
    this.journal.changed(cell);
  }

  /**
   * What the teacher had taken back, or typed over, was not written: there is nothing to ask or to send.
   * @param {Cell} cell @param {Held} [theirs]
   */
  #leave(cell, theirs) {
    if (theirs) cell.take(theirs);
    this.drafts.drop(cell);
    cell.rest("");
  }

  /** @param {Cell} cell @param {Held} current */
  #conflict(cell, current) {
    if (current.value !== cell.draft) return Object.assign(cell, { state: "conflict", theirs: current });
    cell.take(current);
    return this.#rest(cell);
  }

  /** @param {Batch} batch @param {unknown} error */
  #failed(batch, error) {
    if (error instanceof Unreachable) return this.#wait(batch, "offline");
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 401) return this.#wait(batch, "signed-out");
    if (error.status >= 500 || error.status === 429) return this.#wait(batch, "failing");
    for (const mark of batch.marks) this.#refused(this.journal.at(mark), error);
    return this.#finish(batch);
  }

  /** @param {Batch} batch @param {"offline" | "signed-out" | "failing"} connection */
  #wait(batch, connection) {
    this.connection = connection;
    this.#mark(batch, "waiting");
    if (this.connection !== "signed-out") this.soon(Math.min(LONGEST_WAIT, 1000 * 2 ** this.#tries++));
  }
}
