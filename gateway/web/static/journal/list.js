// A pasted block that names cadets: which columns hold the names, the numbers and the marks, and whose each row is.
import { byName, byNumber } from "./matching.js";
import { parsePasted, show } from "./value.js";

/** A name in as many columns: family, given, patronymic. */
const MOST_NAMES = 3;

/** @param {string} text */
const isNoMark = (text) => parsePasted(text) === undefined;
/** Words, not a mark or a code: two letters beside each other. @param {string} text */
const isWords = (text) => /\p{L}[\p{L}\p{M}]/u.test(text) && isNoMark(text);
/** @param {string} text */
const isMark = (text) => text !== "" && !isNoMark(text);
/** A mark as a spreadsheet shows it: "001" is none. @param {string} text */
const isPlainMark = (text) => show(parsePasted(text) ?? null) === text;

/** @param {Block} block @param {number} place */
const column = (block, place) => block.map((row) => row[place] ?? "").filter(Boolean);
/** @param {(text: string) => boolean} test @param {string[]} texts */
const isMostly = (test, texts) => texts.length > 0 && 2 * texts.filter(test).length >= texts.length;
/** @param {number} from @param {number} to */
const range = (from, to) => Array.from({ length: Math.max(to - from, 0) }, (_, place) => from + place);
/** @param {string[]} row @param {number[]} places */
const text = (row, places) => places.map((place) => row[place] ?? "").join(" ").trim();

/** @param {Block} block @param {number[]} places @param {Cadet[]} cadets */
const found = (block, places, cadets) => block.filter((row) => byName(cadets, text(row, places)).cadet).length;

/**
 * The columns that hold the names together: of those with words side by side, as many as find most cadets.
 * @param {Block} block @param {number} width @param {Cadet[]} cadets
 */
function nameColumns(block, width, cadets) {
  const first = range(0, width).find((place) => isMostly(isWords, column(block, place)));
  if (first === undefined) return [];
  const beside = range(first + 1, width).findIndex((place) => !isMostly(isNoMark, column(block, place)));
  const most = Math.min(MOST_NAMES, beside < 0 ? width - first : beside + 1);
  const offers = range(1, most + 1).map((count) => range(first, first + count));
  const counts = offers.map((places) => found(block, places, cadets));
  return offers[counts.indexOf(Math.max(...counts))];
}

/**
 * A number that could be a mark as well is taken for one, unless the block is `named`: known to name cadets.
 * @param {Block} block @param {number} width @param {Cadet[]} cadets @param {boolean} named
 */
function numberColumn(block, width, cadets, named) {
  /** @param {string} each */
  const isNumber = (each) => (named || !isPlainMark(each)) && byNumber(cadets, each).cadet !== undefined;
  /** @param {string[]} texts */
  const areDistinct = (texts) => new Set(texts).size === texts.length;
  return range(0, width).find((place) => isMostly(isNumber, column(block, place)) && areDistinct(column(block, place)));
}

/**
 * Whose a row is; a name and a number that are both there must be one cadet's.
 * @param {string} name @param {string} number @param {Cadet[]} cadets @returns {Match}
 */
function owner(name, number, cadets) {
  const byWords = name && byName(cadets, name);
  const byDigits = number && byNumber(cadets, number);
  if (!byWords || !byDigits) return byWords || byDigits || { why: "nobody" };
  if (byWords.why === "several" || byWords.cadet === byDigits.cadet) return byDigits;
  return { why: byWords.cadet && byDigits.cadet ? "differ" : "nobody" };
}

/** Who is named twice is not known to have either mark. @param {NamedRow[]} rows */
function marked(rows) {
  /** @param {Cadet} cadet */
  const isTwice = (cadet) => rows.filter((row) => row.cadet === cadet).length > 1;
  return rows.map((row) => (row.cadet && isTwice(row.cadet) ? { ...row, cadet: undefined, why: "twice" } : row));
}

/** A line of a message: a name, a space and points; a letter behind a name is an initial, not a code. */
const SPACED = /^(.*\p{L}.*?)\s+(\d+)$/u;

/** @param {string[]} row */
const spaced = (row) => row[0]?.match(SPACED)?.slice(1) ?? row;

/** The rows' own numbers, 1, 2, 3 and so on. @param {string[]} texts */
const isCount = (texts) => texts.length > 1 && texts.every((each, place) => Number(each) === Number(texts[0]) + place);

/**
 * Which columns hold the names, the number and the marks, and which others something that is not read.
 * @param {Block} block @param {number} width @param {Cadet[]} cadets @param {boolean} named
 */
function columnsOf(block, width, cadets, named) {
  const names = nameColumns(block, width, cadets);
  const number = numberColumn(block, width, cadets, named && !names.length);
  const keys = number === undefined ? names : [number, ...names];
  const last = names.at(-1) ?? number ?? width;
  const others = range(0, width).filter((place) => !keys.includes(place) && column(block, place).length);
  const marks = others.filter((place) => place > last && column(block, place).some(isMark));
  const unread = others.filter((place) => !marks.includes(place) && !isCount(column(block, place)));
  return { names, number, keys, marks, unread };
}

/**
 * What a block that names cadets says: {rows: [{said, cadet, why, texts}], unread}; null for one that names none.
 * `texts` are the row's marks, `unread` how other columns begin; `why` is "nobody", "several", "differ" (name and
 * number are not one cadet's) or "twice". A column alone is words, unless it is `named`: known to name cadets.
 * @param {Block} copied @param {Cadet[]} cadets @returns {NamedRows | null}
 */
export function readList(copied, cadets, named = false) {
  const block = copied.some((row) => row.length > 1) ? copied : copied.map(spaced);
  const width = block.reduce((most, row) => Math.max(most, row.length), 0);
  const { names, number, keys, marks, unread } = columnsOf(block, width, cadets, named);
  if (!keys.length || (width === 1 && !(named && names.length))) return null;
  const filled = block.filter((row) => text(row, [...keys, ...marks]));
  const rows = filled.map((row) => ({
    said: text(row, keys),
    ...owner(text(row, names), number === undefined ? "" : row[number] ?? "", cadets),
    texts: marks.map((place) => row[place] ?? ""),
  }));
  return { rows: marked(rows), unread: unread.map((place) => column(block, place)[0]) };
}
