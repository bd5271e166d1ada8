// What was typed outlives the page, sealed (¶5).
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openDrafts } from "../../gateway/web/static/journal/drafts.js";
import { Seal } from "../../gateway/web/static/journal/seal.js";
import { Saver } from "../../gateway/web/static/journal/saver.js";
import { cell, journal } from "./journal.mjs";

const KEY = btoa("k".repeat(32));
const JOURNAL = { id: "journal", draft_key: KEY };
const BATCH = { command_id: "one", marks: [{ lesson: "today", cadet: "bolat", value: 70, version: 0 }] };

const names = () => Object.keys(localStorage).sort();

/** A cell in which points are typed. @param {Value} value */
function typed(value) {
  const one = cell(journal(), "today", "aliya");
  one.type(value);
  return one;
}

beforeEach(() => names().forEach((name) => localStorage.removeItem(name)));

test("cells and commands are found again by the same person", async () => {
  const drafts = await openDrafts("me", JOURNAL);
  await Promise.all([drafts.put(typed(85)), drafts.putBatch(BATCH)]);
  const found = await openDrafts("me", JOURNAL);
  assert.deepEqual(found.cells(), [{ lesson: "today", cadet: "aliya", value: 85, version: 0 }]);
  assert.deepEqual(found.batches(), [BATCH]);
});

test("another person, or another journal, finds nothing and takes nothing away", async () => {
  await (await openDrafts("me", JOURNAL)).put(typed(85));
  const theirs = { id: "journal", draft_key: btoa("o".repeat(32)) };
  assert.deepEqual((await openDrafts("other", theirs)).cells(), []);
  assert.deepEqual((await openDrafts("me", { ...theirs, id: "another" })).cells(), []);
  assert.equal((await openDrafts("me", JOURNAL)).cells().length, 1);
});

test("nothing that was typed lies in clear, and no size tells a mark", async () => {
  const drafts = await openDrafts("me", JOURNAL);
  await drafts.put(typed(5));
  const [short] = names().map((name) => localStorage.getItem(name) ?? "");
  await drafts.put(typed(100));
  const [long] = names().map((name) => localStorage.getItem(name) ?? "");
  assert.match(short, /^1\.[\w+/]+=*$/);
  assert.equal(short.length, long.length);
  assert.notEqual(short, long);
});

test("what was sealed with another key is thrown away", async () => {
  await (await openDrafts("me", JOURNAL)).put(typed(85));
  const found = await openDrafts("me", { ...JOURNAL, draft_key: btoa("x".repeat(32)) });
  assert.deepEqual([found.cells(), names()], [[], []]);
});

test("an entry that was moved to another name does not open", async () => {
  const seal = await Seal.with(KEY);
  const sealed = await seal?.close("one", { value: 85 });
  assert.deepEqual(await seal?.open("one", sealed ?? ""), { value: 85 });
  assert.equal(await seal?.open("another", sealed ?? ""), null);
  assert.equal(await seal?.open("one", `${sealed?.slice(0, -4)}AAA=`), null);
  assert.equal(await seal?.open("one", "85"), null);
});

test("without a key nothing is kept", async () => {
  const drafts = await openDrafts("me", { id: "journal", draft_key: null });
  await drafts.put(typed(85));
  assert.deepEqual([drafts.areKept, names()], [false, []]);
});

test("what is dropped while it is being sealed is not kept", async () => {
  const drafts = await openDrafts("me", JOURNAL);
  const one = typed(85);
  const written = drafts.put(one);
  assert.ok(drafts.isBehind);
  drafts.drop(one);
  await written;
  assert.deepEqual([drafts.isBehind, names()], [false, []]);
});

test("the newest value is kept, however long each takes to be sealed", async () => {
  const drafts = await openDrafts("me", JOURNAL);
  await Promise.all([drafts.put(typed(5)), drafts.put(typed(85))]);
  assert.deepEqual((await openDrafts("me", JOURNAL)).cells().map(({ value }) => value), [85]);
});

test("what the first release has left in clear is taken over and sealed", async () => {
  const name = "jurnal.me.journal.cell.today/aliya";
  localStorage.setItem(name, JSON.stringify({ lesson: "today", cadet: "aliya", value: 85, version: 0 }));
  localStorage.setItem("jurnal.me.journal.cell.x", "{broken");
  const drafts = await openDrafts("me", JOURNAL);
  assert.deepEqual(drafts.cells().map(({ value }) => value), [85]);
  assert.deepEqual(names(), [name]);
  assert.match(localStorage.getItem(name) ?? "", /^1\./);
});

test("the next visit goes on with what was left, under the same command id", async (context) => {
  const before = await openDrafts("me", JOURNAL);
  await Promise.all([before.put(typed(85)), before.putBatch(BATCH)]);
  const of = journal();
  const saver = new Saver(of, await openDrafts("me", JOURNAL), { id: "me", name: "" });
  /** @type {any[]} */
  const sent = [];
  context.mock.method(globalThis, "fetch", async (/** @type {string} */ path, /** @type {any} */ { body }) => {
    sent.push(JSON.parse(body));
    throw new TypeError("no connection");
  });
  context.mock.timers.enable({ apis: ["setTimeout"] });
  saver.resume();
  assert.deepEqual([cell(of, "today", "aliya").draft, cell(of, "today", "aliya").state], [85, "waiting"]);
  while (!sent.length) await Promise.resolve();
  assert.deepEqual(sent, [BATCH]);
});

test("a draft that is the server's already is not sent again", async () => {
  await (await openDrafts("me", JOURNAL)).put(typed(85));
  const of = journal({ marks: [{ lesson: "today", cadet: "aliya", value: 85, version: 1, author: null, at: null }] });
  const saver = new Saver(of, await openDrafts("me", JOURNAL), { id: "me", name: "" });
  saver.resume();
  assert.deepEqual([cell(of, "today", "aliya").draft, names()], [undefined, []]);
});
