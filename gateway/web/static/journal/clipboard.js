// Blocks of cells as spreadsheets copy them: rows by line, columns by tab; a cell that holds a tab, a line break or a
// quote stands in quotes, its own quotes doubled.
import { show } from "./value.js";

/** More text than any journal's cells hold is not read, nor more rows than any group has. */
export const LONGEST = 200_000;
const MOST_ROWS = 1000;

/** @param {string} text */
export const isTooMuch = (text) => text.length > LONGEST || text.split(/\r\n?|\n/).length > MOST_ROWS;

const QUOTED = /"([^"]*(?:""[^"]*)*)"(?=[\t\n]|$)/y;
const PLAIN = /[^\t\n]*/y;

/** @param {RegExp} form @param {string} text @param {number} at */
function match(form, text, at) {
  form.lastIndex = at;
  return form.exec(text);
}

/**
 * The cell that begins at `at`, and where it ends; a quote that does not end with its cell is text.
 * @param {string} text @param {number} at
 */
function cellAt(text, at) {
  const quoted = match(QUOTED, text, at);
  if (quoted) return { value: quoted[1].replaceAll('""', '"'), end: QUOTED.lastIndex };
  const plain = match(PLAIN, text, at)?.[0] ?? "";
  return { value: plain, end: at + plain.length };
}

/** The rows of copied text: "85\t90\n70" → [["85", "90"], ["70"]]; a last empty line is no row. @param {string} copied */
export function readBlock(copied) {
  const text = copied.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  /** @type {string[]} */
  let row = [];
  const rows = [row];
  for (let at = 0; at <= text.length; ) {
    const { value, end } = cellAt(text, at);
    row.push(value.trim());
    if (text[end] === "\n") rows.push((row = []));
    at = end + 1;
  }
  return rows;
}

/** The text of selected cells, for a spreadsheet. @param {Cell[][]} rows */
export const writeBlock = (rows) => rows.map((row) => row.map((cell) => show(cell.shown)).join("\t")).join("\n");

/** What is pasted where one value is typed, on one line: a cell's own text, of several cells all of it. @param {string} copied */
export const oneLine = (copied) =>
  copied.length > LONGEST ? "…" : readBlock(copied).flat().join(" ").replace(/\s+/g, " ").trim();
