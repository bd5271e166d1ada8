// The table under mouse and finger: a press goes to a cell, a drag or Shift selects, a second press edits.

export class Pointer {
  #dragging = false;

  /** Whether the last press was on the cell where the cursor was. */
  again = false;

  /** @param {Pick<Parts, "grid" | "cursor" | "actions">} parts */
  constructor({ grid, cursor, actions }) {
    this.grid = grid;
    this.cursor = cursor;
    this.actions = actions;
    grid.table.addEventListener("pointerdown", (event) => this.#down(event));
    grid.table.addEventListener("pointerover", (event) => this.#over(event));
    grid.table.addEventListener("dblclick", (event) => this.#open(event));
    grid.table.addEventListener("click", (event) => this.#click(event));
    addEventListener("pointerup", () => (this.#dragging = false));
  }

  /** @returns {[number, number] | null} @param {Event} event */
  #place(event) {
    const target = /** @type {Element} */ (event.target);
    const cell = target.closest("[data-row]");
    return cell && !target.closest("input") ? [Number(cell.dataset.row), Number(cell.dataset.column)] : null;
  }

  /** @param {PointerEvent} event */
  #down(event) {
    const place = event.button === 0 ? this.#place(event) : null;
    if (!place || place[0] < 0) return;
    event.preventDefault();
    this.again = place[0] === this.cursor.row && place[1] === this.cursor.column;
    this.cursor.to(...place, event.shiftKey);
    this.grid.focus();
    this.#dragging = event.pointerType === "mouse";
  }

  /** @param {PointerEvent} event */
  #over(event) {
    const place = this.#dragging ? this.#place(event) : null;
    if (place && place[0] >= 0) this.cursor.to(...place, true);
  }

  /** @param {MouseEvent} event */
  #open(event) {
    const place = this.#place(event);
    if (place && place[0] >= 0) this.actions.edit();
  }

  /** @param {PointerEvent} event */
  #click(event) {
    const place = this.#place(event);
    if (place?.[0] === -1) this.#heading(place);
    else if (place && /** @type {Element} */ (event.target).closest(".result")) this.#figure(place);
    else if (place && this.again && event.pointerType === "touch") this.actions.edit();
  }

  /** @param {[number, number]} place */
  #heading(place) {
    this.cursor.to(...place);
    this.grid.focus();
    if (this.cursor.lesson) this.actions.lesson(this.cursor.lesson);
  }

  /** @param {[number, number]} place */
  #figure(place) {
    this.cursor.to(...place);
    this.actions.explain();
  }
}
