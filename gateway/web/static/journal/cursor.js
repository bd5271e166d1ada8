// Where the reader is in the table and what is selected: rows are cadets, row -1 the headings; columns are lessons, and
// after them the results, of which none is ever selected.

/** @param {number} number @param {number} low @param {number} high */
const clamp = (number, low, high) => Math.min(Math.max(number, low), high);

/** Emits "move" with the earlier position after each change. */
export class Cursor extends EventTarget {
  row = 0;
  column = 0;
  anchor = { row: 0, column: 0 };

  /** @param {Journal} journal */
  constructor(journal) {
    super();
    this.journal = journal;
  }

  /** @returns {Lesson | undefined} */
  get lesson() {
    return this.journal.lessons[this.column];
  }

  /** The name of the result where it is, null on a lesson. @returns {FigureName | null} */
  get figure() {
    const { lessons, figures } = this.journal;
    return this.row < 0 ? null : figures[this.column - lessons.length] ?? null;
  }

  get cell() {
    return this.row < 0 || !this.lesson ? null : this.journal.cell(this.lesson, this.journal.cadets[this.row]);
  }

  /** Goes to a cell; `extend` keeps the selection's other corner. @param {number} row @param {number} column */
  to(row, column, extend = false) {
    const { cadets, lessons, figures } = this.journal;
    this.row = clamp(row, extend ? 0 : -1, cadets.length - 1);
    this.column = clamp(column, 0, lessons.length + (extend ? 0 : figures.length) - 1);
    if (!extend) this.anchor = { row: this.row, column: this.column };
    this.dispatchEvent(new Event("move"));
  }

  /** From the results back to the last lesson. */
  toLessons() {
    const last = this.journal.lessons.length - 1;
    if (this.column > last) this.to(this.row, last);
  }

  /** @param {number} rows @param {number} columns */
  by(rows, columns, extend = false) {
    const lowest = this.row < 0 && rows <= 0 ? -1 : this.row + rows;
    this.to(lowest, this.column + columns, extend);
  }

  /** From the first to the last of the rows and of the columns. @param {[number, number]} rows @param {[number, number]} columns */
  selectAll(rows, columns) {
    this.anchor = { row: rows[0], column: columns[0] };
    this.to(rows[1], columns[1], true);
  }

  /** What is selected; null on a heading. @returns {Rectangle | null} */
  get range() {
    if (this.row < 0 || !this.lesson) return null;
    const { row, column } = this.anchor;
    return {
      top: Math.max(0, Math.min(row, this.row)), bottom: Math.max(row, this.row),
      left: Math.min(column, this.column), right: Math.max(Math.min(column, this.journal.lessons.length - 1), this.column),
    };
  }

  /** The selected cells, row by row. */
  get rows() {
    const { cadets, lessons } = this.journal;
    const range = this.range;
    if (!range) return [];
    const columns = lessons.slice(range.left, range.right + 1);
    return cadets.slice(range.top, range.bottom + 1)
      .map((cadet) => columns.map((lesson) => this.journal.cell(lesson, cadet)));
  }

  get cells() {
    return this.rows.flat();
  }
}
