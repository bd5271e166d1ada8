// Text that comes without a key: from on-screen keyboards, voice, remote desktops and input methods.
//
// The cursor's cell can be edited as far as the browser knows, so it is given such text; the page takes the text and
// draws the cell itself. What an input method composes is in the cell until it is finished; then it is taken too.
import { oneLine } from "./clipboard.js";

const NEW_LINES = ["insertLineBreak", "insertParagraph"];

export class Keyless {
  /** Of what is being composed: the table cell, and the text so far. @type {{ td: HTMLElement, text: string } | null} */
  #composing = null;

  /** @param {Pick<Parts, "journal" | "grid" | "cursor" | "edits" | "keyboard" | "actions">} parts */
  constructor({ journal, grid, cursor, edits, keyboard, actions }) {
    this.journal = journal;
    this.grid = grid;
    this.cursor = cursor;
    this.edits = edits;
    this.keyboard = keyboard;
    this.actions = actions;
    const { table } = grid;
    table.addEventListener("beforeinput", (event) => this.#input(event));
    table.addEventListener("compositionstart", (event) => this.#start(event));
    table.addEventListener("compositionupdate", ({ data }) => this.#compose(data));
    table.addEventListener("compositionend", ({ data }) => this.#end(data));
    table.addEventListener("focusout", () => this.#end());
  }

  /** Whether something is composed that is not entered. */
  get isTyped() {
    return Boolean(this.#composing?.text);
  }

  /** @param {InputEvent} event */
  #input(event) {
    if (NEW_LINES.includes(event.inputType)) return this.#next(event);
    if (!/** @type {Element} */ (event.target).matches("td") || event.isComposing) return null;
    event.preventDefault();
    if (event.inputType.startsWith("deleteContent")) return this.actions.clear();
    const text = oneLine(event.data ?? event.dataTransfer?.getData("text/plain") ?? "");
    return text && this.actions.edit(text);
  }

  /** @param {InputEvent} event */
  #next(event) {
    event.preventDefault();
    this.keyboard.enter();
  }

  /**
   * What is composed stands in place of the old mark, which is drawn again where nothing comes of it.
   * @param {CompositionEvent} event
   */
  #start(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (!target.matches("td")) return;
    this.#composing = { td: target, text: "" };
    target.classList.add("cell--composing");
    getSelection()?.selectAllChildren(target);
  }

  /** @param {string} text */
  #compose(text) {
    if (this.#composing) this.#composing.text = text;
  }

  /** Whoever is still in the cell goes on typing there; else it is entered where it was composed. */
  #end(data = this.#composing?.text ?? "") {
    if (!this.#composing) return;
    const { td } = this.#composing;
    const typed = oneLine(data);
    const cell = this.#cellOf(td);
    this.#composing = null;
    td.classList.remove("cell--composing");
    if (cell) this.grid.paint(cell);
    if (typed && cell === this.cursor.cell && td === document.activeElement) this.actions.edit(typed);
    else if (typed && cell) this.edits.typed(cell, typed);
  }

  /** @param {HTMLElement} td */
  #cellOf({ dataset: { row, column } }) {
    const cadet = this.journal.cadets[Number(row)];
    const lesson = this.journal.lessons[Number(column)];
    return cadet && lesson ? this.journal.cell(lesson, cadet) : null;
  }
}
