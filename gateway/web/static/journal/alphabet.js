// The Kazakh alphabet's order, as the server sorts names (services/common/text/kazakh.py): signs, Kazakh letters, others.
const ALPHABET = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ";
/** Above every code point; signs and other letters stand by theirs. */
const [KAZAKH, OTHER] = [0x110000, 0x200000];
const WIDTH = 6;

/** @param {string} letter */
function place(letter) {
  const index = ALPHABET.indexOf(letter);
  if (index >= 0) return KAZAKH + index;
  return Number(letter.codePointAt(0)) + (/\p{L}/u.test(letter) ? OTHER : 0);
}

/** @param {string} letter */
const digits = (letter) => place(letter).toString(16).padStart(WIDTH, "0");
/** @param {string} name */
const key = (name) => Array.from(name.normalize("NFC").toUpperCase(), digits).join("");

/** Compares two names, for a sort. @param {string} one @param {string} other */
export function byAlphabet(one, other) {
  const [a, b] = [key(one), key(other)];
  return a < b ? -1 : Number(a > b);
}
