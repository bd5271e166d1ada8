// A mark's value: an integer 0–100, one of the five absence codes (¶6), or null for an empty cell.

export const CODES = ["ж", "а", "дс", "д", "қ"];
const MEANINGS = { ж: "on_duty", а: "ill", дс: "unexcused", д: "leave", қ: "absent" };

/** Latin and Russian letters that look or sound like a code's letter. */
const ALIKE = { a: "а", d: "д", s: "с", c: "с", k: "қ", q: "қ", к: "қ", j: "ж" };
/** What a Latin layout types on the keys of those letters. */
const SAME_KEY = { f: "а", l: "д", ";": "ж", ":": "ж" };
/** The Kazakh layout has letters where others have the digits 1–9. */
const DIGIT_ROW = '"әіңғ,.үұ';

const spelled = (text, letters) => Array.from(text.toLowerCase(), (letter) => letters[letter] ?? letter).join("");

function points(text) {
  return /^\d{1,3}$/.test(text) && Number(text) <= 100 ? Number(text) : undefined;
}

function read(text, letters) {
  if (text === "") return null;
  const code = spelled(text, letters);
  return CODES.includes(code) ? code : points(text);
}

/** The value of typed text, null when empty, undefined when it is none. */
export const parseTyped = (text) => read(text.trim(), { ...ALIKE, ...SAME_KEY });

/** The value of a spreadsheet's cell: "85,00" is 85 there, and only look-alikes are codes. */
export const parsePasted = (text) => read(text.trim().replace(/^(\d+)[.,]0+$/, "$1"), ALIKE);

/** The character a key stands for in a cell that holds `text` so far. */
export function typedCharacter({ code, key, shiftKey }, text = "") {
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (!digit || shiftKey || /^\d$/.test(key)) return key;
  if (digit === "0") return key === "қ" && /^\d+$/.test(text) ? "0" : key;
  return DIGIT_ROW[digit - 1] === key ? digit : key;
}

/** Stands for a mark that was altered in the database and does not open (¶5). */
export const BROKEN = "⚠";

export const show = (value) => (value === null ? "" : String(value));

/** A cell's mark, and the make-up mark beside it: "а → 75" (¶19). */
export const showCell = ({ sign, makeUp }) => [sign, makeUp].filter((part) => part !== null && part !== "").join(" → ");

/** The catalogue key of what a code means, null for points and empty cells. */
export const meaningKey = (value) => (value in MEANINGS ? `journal.codes.${MEANINGS[value]}` : null);

/** A mean "84.50" as kk and ru (comma) or en (point) write it. */
export const showMean = (mean, language) =>
  mean === null || mean === undefined ? "–" : language === "en" ? mean : mean.replace(".", ",");
