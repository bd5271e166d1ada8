// What pasting a block would do, before anything is entered.
import { parsePasted } from "./value.js";

/** One value over a larger selection fills it; a block goes down and right from the selection's corner. */
function places(block, { top, left, bottom, right }) {
  const single = block.length === 1 && block[0].length === 1;
  const height = single ? bottom - top + 1 : block.length;
  const width = single ? right - left + 1 : Math.max(...block.map((row) => row.length));
  const texts = [];
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      texts.push({ row: top + row, column: left + column, text: single ? block[0][0] : block[row][column] ?? "" });
  return texts;
}

/**
 * What pasting would do: {changes: [{cell, value}], same, over, refused: [{cell, text, why}]}.
 * `over` counts marks replaced by others; an empty cell of the block leaves the mark as it is; `why` is
 * "not_a_mark", "outside", or the journal's barrier.
 */
export function plan(journal, block, range) {
  const result = { changes: [], same: 0, over: 0, refused: [] };
  for (const { row, column, text } of places(block, range)) if (text !== "") sort(journal, row, column, text, result);
  return result;
}

function sort(journal, row, column, text, result) {
  const [cadet, lesson] = [journal.cadets[row], journal.lessons[column]];
  if (!cadet || !lesson) return result.refused.push({ cell: null, text, why: "outside" });
  const cell = journal.cell(lesson, cadet);
  const value = parsePasted(text);
  const why = value === undefined ? "not_a_mark" : journal.barrier(cell);
  if (why && !(value === cell.shown)) return result.refused.push({ cell, text, why });
  if (value === cell.shown) return (result.same += 1);
  if (cell.shown !== null) result.over += 1;
  return result.changes.push({ cell, value });
}
