// What pasting would do, before anything is entered: a block goes where it is put, a list to whom it names.
import { readList } from "./list.js";
import { parsePasted } from "./value.js";

/**
 * One value over a larger selection fills it; a block goes down and right from the selection's corner.
 * @param {Block} block @param {Rectangle} range
 */
function places(block, { top, left, bottom, right }) {
  const single = block.length === 1 && block[0].length === 1;
  const height = single ? bottom - top + 1 : block.length;
  const width = single ? right - left + 1 : Math.max(...block.map((row) => row.length));
  const texts = [];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      texts.push({ row: top + row, column: left + column, text: single ? block[0][0] : block[row][column] ?? "" });
    }
  }
  return texts;
}

/**
 * `over` counts marks replaced by others; an empty cell of the block leaves the mark as it is; `why` is
 * "not_a_mark", "outside", or the journal's barrier.
 * @param {Journal} journal @param {Block} block @param {Rectangle} range
 */
function planBlock(journal, block, range) {
  /** @type {Plan} */
  const result = { changes: [], same: [], over: 0, refused: [] };
  for (const { row, column, text } of places(block, range)) {
    if (text !== "") sort(journal, journal.cadets[row], journal.lessons[column], text, result);
  }
  return result;
}

/**
 * A block that names cadets goes to them, from the range's first lesson on; `named` as in `readList`.
 * @param {Journal} journal @param {Block} block @param {Rectangle} range
 */
export function plan(journal, block, range, named = false) {
  const list = readList(block, journal.cadets, named);
  return list ? planList(journal, list, range.left) : planBlock(journal, block, range);
}

/** Whether cadets are named in what was planned. @param {Plan} result */
export const isOfList = (result) => result.absent !== undefined;

/** What a plan would do, in a form that can be compared. @param {Plan} plan */
export const outline = ({ changes, refused }) =>
  JSON.stringify([changes.map(({ cell, value, before }) => [cell.key, value, before]), refused.map(({ text, why }) => [text, why])]);

/**
 * As `planBlock`, with `absent`, `unread` and `order`; `why` may be one of `readList` as well.
 * `order` is null but of names without marks: then it says in which rows the journal has somebody else.
 * @param {Journal} journal @param {NamedRows} list @param {number} left
 */
function planList(journal, { rows, unread }, left) {
  /** @type {Plan} */
  const result = {
    changes: [], same: [], over: 0, refused: [],
    absent: absent(journal, rows, left), order: order(journal, rows), unread,
  };
  for (const row of rows) {
    if (row.why) result.refused.push({ cell: null, text: [row.said, ...row.texts].filter(Boolean).join(" "), why: row.why });
    else row.texts.forEach((text, place) => text && sort(journal, row.cadet, journal.lessons[left + place], text, result));
  }
  return result;
}

/** The lesson's cadets whom the list does not name. @param {Journal} journal @param {NamedRow[]} rows @param {number} left */
function absent(journal, rows, left) {
  const lesson = journal.lessons[left];
  /** @param {Cadet} cadet */
  const isThere = (cadet) => journal.barrier(journal.cell(lesson, cadet)) !== "membership";
  return journal.cadets.filter((cadet) => isThere(cadet) && rows.every((row) => row.cadet !== cadet));
}

/** @param {Journal} journal @param {NamedRow[]} rows @returns {Order | null} */
function order({ cadets }, rows) {
  if (rows.some(({ texts }) => texts.length)) return null;
  const compared = rows.map(({ said, cadet }, place) => ({ row: place + 1, said, cadet, here: cadets[place] }));
  return compared.filter(({ cadet, here }) => !cadet || cadet !== here);
}

/**
 * Puts one text where it belongs in the plan.
 * @param {Journal} journal @param {Cadet | undefined} cadet @param {Lesson | undefined} lesson
 * @param {string} text @param {Plan} result
 */
function sort(journal, cadet, lesson, text, result) {
  if (!cadet || !lesson) return result.refused.push({ cell: null, text, why: "outside" });
  const cell = journal.cell(lesson, cadet);
  const value = parsePasted(text);
  if (value === undefined) return result.refused.push({ cell, text, why: "not_a_mark" });
  const why = journal.barrier(cell);
  if (value === cell.shown) return result.same.push(cell);
  if (why) return result.refused.push({ cell, text, why });
  if (cell.shown !== null) result.over += 1;
  return result.changes.push({ cell, value, before: cell.shown });
}
