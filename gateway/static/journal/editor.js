// Typing into one cell: an input in its place until Enter, Tab, an arrow, a click elsewhere or Esc.
import { t } from "../js/i18n.js";
import { el } from "./dom.js";
import { dayMonth } from "./time.js";
import { parseTyped, show, typedCharacter } from "./value.js";

const LONGEST = 3;

export class Editor {
  #input = null;

  constructor(grid, edits) {
    Object.assign(this, { grid, edits });
  }

  get active() {
    return this.#input !== null;
  }

  /** Starts on the cursor's cell: with `text` typed over the old value, or with the old value to change. */
  open(text = null) {
    const cell = this.grid.cursor.cell;
    this.replacing = text !== null;
    this.cell = cell;
    this.#input = this.#make(cell);
    this.#input.value = text ?? cell.text ?? show(cell.shown);
    const td = this.grid.td();
    td.classList.add("cell--editing");
    td.replaceChildren(this.#input);
    this.#input.focus({ preventScroll: true });
    this.#tidy();
  }

  /** Leaves the cell with what was typed; text that is no mark stays there, refused. */
  commit() {
    const { cell } = this;
    const text = this.#input.value.trim();
    const value = parseTyped(text);
    this.#close();
    if (value === undefined) this.edits.reject(cell, text);
    else this.edits.enter([{ cell, value }]);
  }

  cancel() {
    this.#close();
  }

  #make(cell) {
    const label = `${cell.name}, ${dayMonth(cell.lesson.date)}: ${t("journal.mark")}`;
    return el("input", {
      class: "cell-input", "aria-label": label, maxLength: LONGEST, autocomplete: "off", spellcheck: false,
      oninput: () => this.#tidy(), onblur: () => this.active && this.commit(), onkeydown: (event) => this.#kazakhDigits(event),
    });
  }

  /** Shows look-alikes as the code they stand for, and at once when the text can be no mark. */
  #tidy() {
    const value = parseTyped(this.#input.value);
    if (typeof value === "string") this.#input.value = value;
    this.#input.setAttribute("aria-invalid", String(value === undefined));
  }

  #kazakhDigits(event) {
    const typed = typedCharacter(event, this.#input.value);
    if (typed === event.key || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#input.setRangeText(typed, this.#input.selectionStart, this.#input.selectionEnd, "end");
    this.#tidy();
  }

  #close() {
    const focused = document.activeElement === this.#input;
    const input = this.#input;
    this.#input = null;
    input.remove();
    this.grid.paint(this.cell);
    if (focused) this.grid.focus();
  }
}
