// Names and marks pasted together: each row is its cadet's, or nobody's; none is guessed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readBlock } from "../../gateway/web/static/journal/clipboard.js";
import { readList } from "../../gateway/web/static/journal/list.js";

/** @param {string} number @param {string} full_name @param {string[]} former */
const cadet = (number, full_name, ...former) => {
  const names = former.map((name) => ({ since: "2025-09-01", name, full_name: name }));
  return { id: number, number, name: full_name, full_name, names, from: "2026-09-01" };
};

const CADETS = [
  cadet("00041", "Абаев Айбек Серікұлы"),
  cadet("00042", "Әлиева Сәуле", "Қасымова Сәуле"),
  cadet("00142", "Ахметов Асан Асанұлы"),
  cadet("00143", "Ахметов Аскар Асанұлы"),
  cadet("00144", "Қожа-Ахмет Ёлдос"),
];

/** Each row's cadet, or why there is none, with its marks. @param {string} text */
const read = (text, named = false) =>
  readList(readBlock(text), CADETS, named)?.rows.map((row) => [row.cadet?.id ?? row.why, ...row.texts]);

/** What a text says that names cadets. @param {string} text @param {Cadet[]} cadets */
function listed(text, cadets = CADETS) {
  const list = readList(readBlock(text), cadets);
  if (!list) throw new Error(`${text} names nobody`);
  return list;
}

/** @type {[string, string, string[][]][]} */
const LISTS = [
  ["by the family name alone", "Абаев\t85\nӘлиева\t90", [["00041", "85"], ["00042", "90"]]],
  ["in any order, with initials, dots, spaces and capitals", "ӘЛИЕВА С.\t90\nабаев  а.с.\t85", [["00042", "90"], ["00041", "85"]]],
  ["by a name in three columns", "Ахметов\tАскар\tАсанұлы\t70\nАбаев\tАйбек\t\t80", [["00143", "70"], ["00041", "80"]]],
  ["behind row numbers", "1\tАбаев\t85\n2\tАхметов Асан\t90", [["00041", "85"], ["00142", "90"]]],
  ["under a name of earlier days", "Қасымова Сәуле\t90", [["00042", "90"]]],
  ["with look-alike letters, dashes and ё", "Aбaeв\t85\nҚожа–Ахмет Елдос\t60", [["00041", "85"], ["00144", "60"]]],
  ["by number, with the zeros or without them", "00042\t85\n142\t90\n=\"00143\"\tж", [["00042", "85"], ["00142", "90"], ["00143", "ж"]]],
  ["a number tells apart who look alike", "00143\tАхметов А. А.\t85\n00142\tАхметов А. А.\t75", [["00143", "85"], ["00142", "75"]]],
  ["also behind the name", "Ахметов А. А.\t00143\t85\nАбаев\t00041\t60", [["00143", "85"], ["00041", "60"]]],
  ["two who look alike are not guessed", "Ахметов А. А.\t85\nАбаев\t60", [["several", "85"], ["00041", "60"]]],
  ["nor is a name of another group", "Баев\t85\nАбаев\t60", [["nobody", "85"], ["00041", "60"]]],
  ["nor one like it", "Абаева\t85\nАбаев Болат\t60\nӘлиева Сәуле Асанқызы\t70", [["nobody", "85"], ["nobody", "60"], ["nobody", "70"]]],
  ["a list of strangers does not become a block", "Петров\t85\nСидоров\t60", [["nobody", "85"], ["nobody", "60"]]],
  ["name and number of two", "00041\tӘлиева\t85\n00143\tАхметов Аскар\t60", [["differ", "85"], ["00143", "60"]]],
  ["one named twice", "Абаев\t85\nАбаев А.\t58\nӘлиева\t60", [["twice", "85"], ["twice", "58"], ["00042", "60"]]],
  ["several marks, one left out", "Абаев\t85\t\tж\nӘлиева\t60\t70\t80", [["00041", "85", "", "ж"], ["00042", "60", "70", "80"]]],
  ["empty rows are none, codes are marks", "Абаев\tа\n\nӘлиева\tдс\n", [["00041", "а"], ["00042", "дс"]]],
  ["a code is no initial", "Ахметов\tа\nАбаев\tа\n", [["several", "а"], ["00041", "а"]]],
  ["lines of a message", "Абаев А. 85\nӘлиева Сәуле   90\nАхметов Асан А\n", [["00041", "85"], ["00042", "90"], ["00142", ""]]],
  ["words among the marks stay beside their cadet", "Абаев\t85\nӘлиева\tболен\nАхметов Асан\tболен\n",
    [["00041", "85"], ["00042", "болен"], ["00142", "болен"]]],
  ["a quoted line break within a name", '"Абаев\nАйбек"\t"85\n"', [["00041", "85"]]],
];

for (const [what, text, rows] of LISTS) test(what, () => assert.deepEqual(read(text), rows));

const BLOCKS = [
  "85", "85\n90", "85\t90\n41\t42", "ж\t85\nа\t60", "", "\t\n", "41\t85\n42\t90", "00041\n00042", "Абаев\nӘлиева", "10 октября",
];

for (const text of BLOCKS) test(`${JSON.stringify(text)} names nobody`, () => assert.equal(read(text), undefined));

test("where cadets are known to be named, a number may look like a mark", () => {
  assert.deepEqual(read("41\t85\n42\t90", true), [["00041", "85"], ["00042", "90"]]);
});

test("names alone are a list where they are known to be one", () => {
  assert.deepEqual(read("Әлиева\nАбаев\n", true), [["00042"], ["00041"]]);
});

test("other columns are not read, and said; row numbers are none", () => {
  const list = listed("1\tАбаев\tҚҚ-21\t85\n2\tӘлиева\tҚҚ-21\t90");
  assert.deepEqual([list.rows.map(({ texts }) => texts), list.unread], [[["85"], ["90"]], ["ҚҚ-21"]]);
  const before = listed("85\tАбаев\n90\tӘлиева");
  assert.deepEqual([before.rows.map(({ texts }) => texts), before.unread], [[[], []], ["85"]]);
});

test("who is not known is said as it was pasted", () => {
  assert.deepEqual(listed("Петров\tИван\t85").rows[0].said, "Петров");
  assert.deepEqual(listed("00041\tПетров\tИван\t85\n00042\tӘлиева\tСәуле\t60").rows[0].said, "00041 Петров");
});

test("where only initials are told, full names are known by them", () => {
  const cadets = [{ id: "a", name: "Абаев А. С.", from: "" }, { id: "b", name: "Әлиева С.", from: "" }];
  const { rows } = listed("Абаев Айбек Серікұлы\t85\nӘлиева Сәуле\t60", cadets);
  assert.deepEqual(rows.map((row) => row.cadet?.id), ["a", "b"]);
});

test("text beyond all measure names nobody and takes no time", () => {
  assert.deepEqual(read(`Абаев\t85\n${"е\u0301\u0327".repeat(50_000)}\t60`), [["00041", "85"], ["nobody", "60"]]);
});
