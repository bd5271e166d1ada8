// The one way a value gets into cells, whoever asks: typing, pasting, filling, undoing, the phone's list.
import { t } from "../js/i18n.js";
import { toast } from "../js/ui/toast.js";
import { announce } from "./announce.js";
import { History } from "./history.js";
import { parseTyped } from "./value.js";

/** So much of a text that is no mark is shown again. */
const SHOWN = 40;

export class Edits {
  history = new History();

  /** @param {Journal} journal @param {Drafts} drafts @param {Pick<Saver, "soon" | "holds">} saver */
  constructor(journal, drafts, saver) {
    this.journal = journal;
    this.drafts = drafts;
    this.saver = saver;
  }

  /** Enters changes as one step; cells that take no entry are left and named to the reader. @param {Change[]} changes */
  enter(changes) {
    const step = this.#write(changes).map(({ cell, before, value }) => ({ cell, before, after: value }));
    if (step.length) this.history.record(step);
    this.journal.tell("history");
    return step.length;
  }

  undo() {
    return this.#replay(this.history.undo());
  }

  redo() {
    return this.#replay(this.history.redo());
  }

  /**
   * Enters typed text; what is no mark stays in the cell, refused. Where none is taken any more, it is said why.
   * @param {Cell} cell @param {string} text
   */
  typed(cell, text) {
    const value = parseTyped(text);
    const barrier = this.journal.barrier(cell);
    if (barrier) this.#turnAway(cell, value, barrier);
    else if (value === undefined) this.reject(cell, text.trim());
    else this.enter([{ cell, value }]);
  }

  /**
   * The column may have closed while somebody was typing (¶17).
   * @param {Cell} cell @param {Value | undefined} value @param {Barrier} barrier
   */
  #turnAway(cell, value, barrier) {
    const since = this.journal.clock.moment(cell.lesson.closes_at);
    if (value !== cell.shown) toast(t(`journal.barriers.${barrier}`, { since, name: cell.name }));
    this.journal.changed(cell);
  }

  /** Keeps text that is no mark in the cell, refused on the spot (¶6). @param {Cell} cell @param {string} text */
  reject(cell, text) {
    const said = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
    const reason = { rule: "¶6", message: t("journal.not_a_mark", { text: said }) };
    Object.assign(cell, { text: said, state: "refused", reason });
    this.journal.changed(cell);
    announce(reason.message);
  }

  /** Esc: forgets what was typed in the cell and was not saved; what may be saved already is taken back. @param {Cell} cell */
  restore(cell) {
    if (this.saver.holds(cell)) return this.#keep(cell, cell.value);
    cell.settle("");
    this.drafts.drop(cell);
    this.journal.changed(cell);
  }

  /**
   * Ends a conflict: the typed value goes on top of the other's, or the other's stays.
   * @param {Cell} cell @param {"mine" | "theirs"} whose
   */
  choose(cell, whose) {
    const { theirs, draft = null } = cell;
    if (theirs) cell.take(theirs);
    cell.settle("");
    this.drafts.drop(cell);
    if (whose === "mine") this.enter([{ cell, value: draft }]);
    this.journal.changed(cell);
  }

  /** @param {Change[]} changes */
  #replay(changes) {
    this.#write(changes);
    this.journal.tell("history");
    return changes.map(({ cell }) => cell);
  }

  /** @param {Change[]} changes */
  #write(changes) {
    const open = changes.filter(({ cell }) => !this.journal.barrier(cell));
    const written = open.map(({ cell, value }) => ({ cell, value, before: cell.shown }));
    const real = written.filter(({ cell, value, before }) => value !== before || cell.text !== null || cell.theirs);
    for (const { cell, value } of real) this.#draft(cell, value);
    if (real.length) this.saver.soon();
    return real;
  }

  /** @param {Cell} cell @param {Value} value */
  #draft(cell, value) {
    if (value === cell.value && !cell.theirs) this.restore(cell);
    else this.#keep(cell, value);
  }

  /** The cell's last wish: it goes out when what was sent of the cell is answered. @param {Cell} cell @param {Value} value */
  #keep(cell, value) {
    cell.type(value);
    this.drafts.put(cell);
    this.journal.changed(cell);
  }
}
