// What pasting would do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readBlock } from "../../gateway/web/static/journal/clipboard.js";
import { isOfList, outline, plan } from "../../gateway/web/static/journal/plan.js";
import { ALIYA, BOLAT, cell, CLOSED, journal, mark, TODAY, YESTERDAY } from "./journal.mjs";

const CORNER = { top: 0, bottom: 0, left: 0, right: 0 };
const LAST = { top: 1, bottom: 1, left: 1, right: 1 };

/** @param {Plan["changes"]} changes */
const entered = (changes) => changes.map(({ cell: { key }, value }) => `${key} ${value}`);
/** @param {Plan["refused"]} refused */
const leftOut = (refused) => refused.map(({ text, why }) => `${text}: ${why}`);

test("a block goes down and right from the corner", () => {
  const { changes, refused, over } = plan(journal(), readBlock("85\tж\n70\t90"), CORNER);
  assert.deepEqual(entered(changes), ["yesterday/aliya 85", "today/aliya ж", "yesterday/bolat 70", "today/bolat 90"]);
  assert.deepEqual([refused, over], [[], 0]);
});

test("one value fills a selection", () => {
  const { changes } = plan(journal(), readBlock("85"), { top: 0, bottom: 1, left: 1, right: 1 });
  assert.deepEqual(entered(changes), ["today/aliya 85", "today/bolat 85"]);
});

test("an empty cell of the block leaves the mark, and an equal one is the same", () => {
  const one = journal({ marks: [mark("yesterday", "aliya", 85), mark("today", "aliya", 70)] });
  const { changes, same, over } = plan(one, readBlock("\t70\n60\t"), CORNER);
  assert.deepEqual(entered(changes), ["yesterday/bolat 60"]);
  assert.deepEqual(same, [cell(one, "today", "aliya")]);
  assert.equal(over, 0);
});

test("marks that would be replaced by others are counted", () => {
  const { over } = plan(journal({ marks: [mark("yesterday", "aliya", 85)] }), readBlock("70\n60"), CORNER);
  assert.equal(over, 1);
});

test("what is no mark, lies outside or meets a barrier is left out with its reason", () => {
  const one = journal({ lessons: [CLOSED, TODAY] });
  const { changes, refused } = plan(one, readBlock("85\tx\t60"), CORNER);
  assert.deepEqual(changes, []);
  assert.deepEqual(leftOut(refused), ["85: closed", "x: not_a_mark", "60: outside"]);
});

test("a block that names cadets goes to them, wherever they stand", () => {
  const one = journal();
  const result = plan(one, readBlock("Болатов Бекзат\t70\nӘлиева А.\t85"), { ...LAST, left: 0 });
  assert.ok(isOfList(result));
  assert.deepEqual(entered(result.changes), ["yesterday/bolat 70", "yesterday/aliya 85"]);
  assert.deepEqual([result.absent, result.order, result.unread], [[], null, []]);
});

test("a name may stand in several columns, beside the rows' own numbers", () => {
  const namesake = { ...BOLAT, id: "baurzhan", full_name: "Болатов Бауыржан" };
  const block = readBlock("1\tБолатов\tБекзат\t85\n2\tБолатов\tБауыржан\tж");
  const { changes, unread } = plan(journal({ cadets: [BOLAT, namesake] }), block, CORNER);
  assert.deepEqual(entered(changes), ["yesterday/bolat 85", "yesterday/baurzhan ж"]);
  assert.deepEqual(unread, []);
});

test("a column that is not read is told by how it begins", () => {
  const { unread } = plan(journal(), readBlock("Әлиева\t85\tжақсы\nБолатов\t70\tорташа"), CORNER);
  assert.deepEqual(unread, ["жақсы"]);
});

test("several columns of marks go to lessons side by side", () => {
  const { changes } = plan(journal(), readBlock("00042\t85\t90\n00043\t70\t60"), CORNER);
  assert.deepEqual(entered(changes), ["yesterday/aliya 85", "today/aliya 90", "yesterday/bolat 70", "today/bolat 60"]);
});

test("a line of a message is a name, a space and points", () => {
  const { changes } = plan(journal(), readBlock("Әлиева А. 85\nБолатов 70"), CORNER);
  assert.deepEqual(entered(changes), ["yesterday/aliya 85", "yesterday/bolat 70"]);
});

test("nobody gets a mark that may be another's", () => {
  const { changes, refused } = plan(journal(), readBlock("Әлиева\t85\nОмаров\t70\nБолатов\t60\nБолатов Б.\t50"), CORNER);
  assert.deepEqual(entered(changes), ["yesterday/aliya 85"]);
  assert.deepEqual(leftOut(refused), ["Омаров 70: nobody", "Болатов 60: twice", "Болатов Б. 50: twice"]);
});

test("a name and a number that are two cadets' are nobody's", () => {
  const { refused } = plan(journal(), readBlock("00042\tБолатов\t85\n00043\tБолатов\t70"), CORNER);
  assert.deepEqual(leftOut(refused).map((text) => text.split(": ")[1]), ["differ"]);
});

test("who is not named is told, but for who was not in the group", () => {
  const guest = { ...BOLAT, id: "guest", name: "Қонақ Қ.", full_name: "Қонақ", number: "00044", from: "2026-10-05" };
  const one = journal({ cadets: [ALIYA, BOLAT, guest] });
  assert.deepEqual(plan(one, readBlock("Әлиева\t85"), CORNER).absent, [BOLAT]);
  assert.deepEqual(plan(one, readBlock("Әлиева\t85"), LAST).absent, [BOLAT, guest]);
});

test("names without marks say where the journal has somebody else", () => {
  const { order, changes } = plan(journal(), readBlock("Болатов\nӘлиева"), CORNER, true);
  assert.deepEqual(order, [
    { row: 1, said: "Болатов", cadet: BOLAT, here: ALIYA },
    { row: 2, said: "Әлиева", cadet: ALIYA, here: BOLAT },
  ]);
  assert.deepEqual(changes, []);
  assert.deepEqual(plan(journal(), readBlock("Әлиева\nБолатов"), CORNER, true).order, []);
});

test("a column of words is no list unless it is known to name cadets", () => {
  assert.ok(!isOfList(plan(journal(), readBlock("Әлиева\nБолатов"), CORNER)));
});

test("two plans are alike when they would do the same", () => {
  const text = readBlock("85\nx");
  assert.equal(outline(plan(journal(), text, CORNER)), outline(plan(journal(), text, CORNER)));
  const changed = journal({ marks: [mark(YESTERDAY.id, "aliya", 1)] });
  assert.notEqual(outline(plan(changed, text, CORNER)), outline(plan(journal(), text, CORNER)));
});
