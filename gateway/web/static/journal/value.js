// A mark's value: an integer 0–100, one of the five absence codes (¶6), or null for an empty cell.
import { decimal } from "../js/i18n.js";

export const CODES = ["ж", "а", "дс", "д", "қ"];
/** @type {Record<string, string>} */
const MEANINGS = { ж: "on_duty", а: "ill", дс: "unexcused", д: "leave", қ: "absent" };

/** Latin and Russian letters that look or sound like a code's letter. @type {Record<string, string>} */
const ALIKE = { a: "а", d: "д", s: "с", c: "с", k: "қ", q: "қ", к: "қ", j: "ж" };
/** What a Latin layout types on the keys of those letters. @type {Record<string, string>} */
const SAME_KEY = { f: "а", l: "д", ";": "ж", ":": "ж" };
/** The Kazakh layout has letters and signs where others have the digits 1–9. */
const DIGIT_ROW = '"әіңғ,.үұ';
/** Text of that row: one of its own letters is in it, so that neither a code nor a comma is taken for a digit. */
const OF_DIGIT_ROW = /^(?=.*[әіңғүұ])["әіңғ,.үұқ\d]+$/;

/** The digit that a sign of the Kazakh row stands for, the sign itself where it is none. @param {string} sign */
const digitOf = (sign) => (DIGIT_ROW.includes(sign) ? String(DIGIT_ROW.indexOf(sign) + 1) : sign.replace("қ", "0"));

/** @param {string} text @param {Record<string, string>} letters */
const spelled = (text, letters) => Array.from(text.toLowerCase(), (letter) => letters[letter] ?? letter).join("");

/** @param {string} text */
function points(text) {
  return /^\d{1,3}$/.test(text) && Number(text) <= 100 ? Number(text) : undefined;
}

/** @param {string} text @param {Record<string, string>} letters @returns {Value | undefined} */
function read(text, letters) {
  if (text === "") return null;
  const code = spelled(text, letters);
  return CODES.includes(code) ? code : points(text);
}

/** The digits that were meant by text typed in the Kazakh layout, however it came; other text is as it is. @param {string} text */
function inDigits(text) {
  const typed = text.toLowerCase();
  return OF_DIGIT_ROW.test(typed) ? Array.from(typed, digitOf).join("") : text;
}

/** The value of typed text, null when empty, undefined when it is none. @param {string} text */
export const parseTyped = (text) => read(inDigits(text.trim()), { ...ALIKE, ...SAME_KEY });

/** The value of a spreadsheet's cell: "85,00" is 85 there, and only look-alikes are codes. @param {string} text */
export const parsePasted = (text) => read(text.trim().replace(/^(\d+)[.,]0+$/, "$1"), ALIKE);

/**
 * The character a key stands for in a cell that holds `text` so far.
 * @param {Pick<KeyboardEvent, "code" | "key" | "shiftKey">} press
 */
export function typedCharacter({ code, key, shiftKey }, text = "") {
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  const sign = key.toLowerCase();
  if (!digit || shiftKey || /^\d$/.test(key)) return key;
  if (digit === "0") return sign === "қ" && /^\d+$/.test(text) ? "0" : key;
  return DIGIT_ROW[Number(digit) - 1] === sign ? digit : key;
}

/** Stands for a mark that was altered in the database and does not open (¶5). */
export const BROKEN = "⚠";

/** @param {Value} value */
export const show = (value) => (value === null ? "" : String(value));

/**
 * A cell's mark, and the make-up mark beside it: "а → 75" (¶19).
 * @param {{ sign: string, makeUp?: number | null }} cell
 */
export const showCell = ({ sign, makeUp }) => [sign, makeUp ?? ""].filter((part) => part !== "").join(" → ");

/** The catalogue key of what a code means, null for points and empty cells. @param {Value} value */
export const meaningKey = (value) =>
  typeof value === "string" && value in MEANINGS ? `journal.codes.${MEANINGS[value]}` : null;

/** A figure, or a sum of such, as the language writes it. @param {string | number | null | undefined} figure @param {string} language */
export const showFigure = (figure, language) => (figure === null || figure === undefined ? "–" : decimal(String(figure), language));
