// Pasting into the journal: what replaces marks, leaves something out or names cadets is looked at before it is entered.
import { t } from "../js/i18n.js";
import { toast } from "../js/ui/toast.js";
import { announce } from "./announce.js";
import { isTooMuch, readBlock } from "./clipboard.js";
import { pasteList } from "./paste-list.js";
import { isOfList, outline, plan } from "./plan.js";
import { preview } from "./preview.js";

const FIELDS = ".cell-input, .phone-input";

/** @param {Block} block */
const isOneCell = (block) => block.length === 1 && block[0].length === 1;
/** @param {Plan} plan */
const isHarmless = ({ over, refused }) => over === 0 && refused.length === 0;

export class Pasting {
  #isChecked = false;

  /** @param {Pick<Parts, "journal" | "cursor" | "grid" | "editor" | "edits">} parts */
  constructor({ journal, cursor, grid, editor, edits }) {
    this.journal = journal;
    this.cursor = cursor;
    this.grid = grid;
    this.editor = editor;
    this.edits = edits;
    document.addEventListener("keydown", ({ code, shiftKey }) => (this.#isChecked = code === "KeyV" && shiftKey), true);
    document.addEventListener("paste", (event) => this.#take(event, document.activeElement, event.clipboardData), true);
    document.addEventListener("drop", (event) => this.#take(event, /** @type {Element} */ (event.target), event.dataTransfer), true);
  }

  /** Asks for a list in a dialog. */
  list() {
    return pasteList(this, (result) => this.#enter(result));
  }

  /**
   * In a field of a cell one value is the field's; several go where they would from the cell.
   * @param {Event} event @param {Element | null} place @param {DataTransfer | null} data
   */
  #take(event, place, data) {
    const text = data?.getData("text/plain") ?? "";
    const inField = Boolean(place?.matches?.(FIELDS));
    const inTable = event.type === "paste" && this.grid.table.contains(place);
    if (!(inField || inTable) || !this.cursor.range) return;
    if (inField && !isTooMuch(text) && isOneCell(readBlock(text))) return;
    event.preventDefault();
    const { row, column } = this.cursor;
    this.#paste(text, inField ? { top: row, bottom: row, left: column, right: column } : this.cursor.range);
  }

  /** @param {string} text @param {Rectangle} range */
  async #paste(text, range) {
    const isAsked = this.#isChecked;
    if (this.editor.active) this.editor.cancel();
    if (isTooMuch(text)) return toast(t("journal.paste.too_long"));
    const block = readBlock(text);
    return this.#enter(await this.#agreed(() => plan(this.journal, block, range, isAsked), isAsked));
  }

  /**
   * The plan to carry out, null where it is turned down; looked at anew when the journal has changed meanwhile.
   * @param {() => Plan} planned @param {boolean} isAsked
   */
  async #agreed(planned, isAsked) {
    let result = planned();
    let seen = "";
    if (!isAsked && !isOfList(result) && isHarmless(result)) return result;
    while (outline(result) !== seen) {
      if (!(await preview(this.journal, result))) return null;
      seen = outline(result);
      result = planned();
    }
    return result;
  }

  /** @param {Plan | null} result */
  #enter(result) {
    if (result) announce(t("journal.pasted", { count: this.edits.enter(result.changes) }));
    this.grid.focus();
  }
}
