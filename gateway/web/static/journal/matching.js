// Who is meant by a name or a number in pasted text. Nobody is guessed: who is not found, or not alone, is not meant.

/** Whether the words that were said mean a name of these words. @typedef {(said: string[], known: string[]) => boolean} Test */

/** Nobody's name is longer; longer text is not looked at. */
const LONGEST = 200;
/** Latin letters that stand in Cyrillic names by mistake. @type {Record<string, string>} */
const ALIKE = {
  a: "а", b: "в", c: "с", e: "е", h: "н", i: "і", k: "к", m: "м", o: "о", p: "р", t: "т", x: "х", y: "у", ə: "ә", ё: "е",
};

/** @param {string} text */
const folded = (text) => Array.from(text.normalize("NFC").toLowerCase(), (letter) => ALIKE[letter] ?? letter).join("");

/** The words of a name, folded: "Әлиев А.Ә." → ["әлиев", "а", "ә"]. @param {string} name */
function wordsOf(name) {
  if (name.length > LONGEST) return [];
  return folded(name).replace(/\p{Pd}/gu, "-").split(/[^\p{L}\p{M}\p{N}-]+/u).filter(Boolean);
}

/** @type {WeakMap<Cadet, string[][]>} */
const remembered = new WeakMap();

/**
 * A cadet's full names of today and of earlier days (¶15), or what the server tells of them, in words.
 * @param {Cadet} cadet
 */
function namesOf(cadet) {
  const all = [cadet, ...(cadet.names ?? [])];
  const names = remembered.get(cadet) ?? all.map(({ full_name, name }) => wordsOf(full_name || name));
  remembered.set(cadet, names);
  return names;
}

/** @param {string} short @param {string} long */
const isInitial = (short, long) => short.length === 1 && long.startsWith(short);
/** @param {string} one @param {string} other */
const agree = (one, other) => one === other || isInitial(one, other) || isInitial(other, one);

/** The family name whole, then what is said of the others, each in full or by its initial. @type {Test} */
const isMeant = (said, known) =>
  said.length <= known.length && said.every((word, place) => (place ? agree(word, known[place]) : word === known[0]));

/** @type {Test} */
const isWhole = (said, known) => said.length === known.length && said.every((word, place) => word === known[place]);

/** @param {Cadet[]} cadets @returns {Match} */
const alone = (cadets) => (cadets.length === 1 ? { cadet: cadets[0] } : { why: cadets.length ? "several" : "nobody" });

/** {cadet}, or {why}: "nobody" or "several". @param {Cadet[]} cadets @param {string} text @returns {Match} */
export function byName(cadets, text) {
  const said = wordsOf(text);
  if (!said.length) return { why: "nobody" };
  /** @param {Test} test */
  const found = (test) => cadets.filter((cadet) => namesOf(cadet).some((known) => test(said, known)));
  const whole = found(isWhole);
  return alone(whole.length ? whole : found(isMeant));
}

/** As spreadsheets write a number that must stay text: ="00042", '00042. @param {string} text */
const unwrapped = (text) => text.replace(/^="(.*)"$/, "$1").replace(/^'/, "");
/** Spreadsheets drop the zeros in front. @param {string} number */
const bare = (number) => number.replace(/^0+(?=.)/, "");

/** {cadet}, or {why}: "nobody" or "several". @param {Cadet[]} cadets @param {string} text @returns {Match} */
export function byNumber(cadets, text) {
  const said = unwrapped(text);
  /** @param {(number: string) => boolean} test */
  const found = (test) => (said ? cadets.filter(({ number }) => number && test(number)) : []);
  const whole = found((number) => number === said);
  return alone(whole.length ? whole : found((number) => bare(number) === bare(said)));
}
