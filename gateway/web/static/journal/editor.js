// Typing into one cell: an input in its place until Enter, Tab, an arrow, a click elsewhere or Esc.
import { t } from "../js/i18n.js";
import { el } from "./dom.js";
import { dayMonth } from "./time.js";
import { parseTyped, show, typedCharacter } from "./value.js";

export class Editor {
  /** The field, null while nothing is typed into. @type {any} */
  #input = null;
  /** What stood in the cell. */
  before = "";
  /** Whether the old value is typed over, not changed. */
  replacing = false;
  /** @type {Cell} */ cell;

  /** @param {Grid} grid @param {Edits} edits */
  constructor(grid, edits) {
    this.grid = grid;
    this.edits = edits;
  }

  get active() {
    return this.#input !== null;
  }

  /** Whether something is typed that is not entered. */
  get isTyped() {
    return this.active && this.#input.value !== this.before;
  }

  /**
   * Starts on the cursor's cell: with `text` typed over the old value, or with the old value to change.
   * @param {Cell} cell @param {string | null} text
   */
  open(cell, text) {
    this.replacing = text !== null;
    this.cell = cell;
    this.before = cell.text ?? show(cell.shown);
    this.#input = this.#make(cell);
    this.#input.addEventListener("compositionend", () => this.#tidy());
    this.#input.value = text ?? this.before;
    const td = this.grid.td();
    td.classList.add("cell--editing");
    td.contentEditable = "inherit";
    td.replaceChildren(this.#input);
    this.#input.focus({ preventScroll: true });
    this.#tidy();
  }

  /** Leaves the cell with what was typed; text that is no mark stays there, refused. */
  commit() {
    const { cell } = this;
    const text = this.#input.value;
    this.#close();
    this.edits.typed(cell, text);
  }

  cancel() {
    this.#close();
  }

  /** @param {Cell} cell */
  #make(cell) {
    const label = `${cell.name}, ${dayMonth(cell.lesson.date)}: ${t("journal.mark")}`;
    return el("input", {
      class: "cell-input", "aria-label": label, autocomplete: "off", spellcheck: false,
      oninput: (/** @type {InputEvent} */ event) => event.isComposing || this.#tidy(),
      onblur: () => this.active && this.commit(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#kazakhDigits(event),
    });
  }

  /** Shows look-alikes as what they stand for, and at once when the text can be no mark. */
  #tidy() {
    const text = this.#input.value;
    const value = parseTyped(text);
    if (typeof value === "string" || (value !== undefined && /\p{L}/u.test(text))) this.#input.value = show(value);
    this.#input.setAttribute("aria-invalid", String(value === undefined));
  }

  /** @param {KeyboardEvent} event */
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
    this.grid.follow();
    if (focused) this.grid.focus();
  }
}
