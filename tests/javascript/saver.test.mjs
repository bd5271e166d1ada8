// What is sent, when, again after a failure, and what becomes of the answer.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { Drafts } from "../../gateway/web/static/journal/drafts.js";
import { Saver } from "../../gateway/web/static/journal/saver.js";
import { cell, journal, mark, result } from "./journal.mjs";

const ME = { id: "teacher", name: "Серікова Сәуле" };
const OTHER = { id: "other", name: "Омаров О." };
/** The longest that is waited before the first try. */
const SOON = 250;

/** @typedef {{ method: string, path: string, body: any }} Sent */
/** @type {Sent[]} */
let sent = [];
/** Nobody answers. @type {(sent: Sent) => [number, object] | null} */
const unreachable = () => null;
/** What the server says to each request. */
let server = unreachable;

beforeEach(() => {
  sent = [];
  server = unreachable;
  document.cookie = "jurnal_csrf=first";
  mock.timers.enable({ apis: ["setTimeout"] });
  mock.method(globalThis, "fetch", async (/** @type {string} */ path, /** @type {any} */ { method, body }) => {
    const request = { method, path, body: body && JSON.parse(body) };
    sent.push(request);
    const said = server(request);
    if (!said) throw new TypeError("no connection");
    return new Response(JSON.stringify(said[1]), { status: said[0] });
  });
});

afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

/** A server that writes all it is sent. @param {Sent} request @returns {[number, object]} */
function granting({ body }) {
  const saved = body.marks.map((/** @type {Draft} */ { lesson, cadet, version }) => ({ lesson, cadet, version: version + 1 }));
  return [200, { saved, refused: [], results: [] }];
}

/** A server that refuses all it is sent. @param {object} refusal @returns {(sent: Sent) => [number, object]} */
const refusing = (refusal) => ({ body }) => {
  const refused = body.marks.map((/** @type {Draft} */ { lesson, cadet }) => ({ lesson, cadet, ...refusal }));
  return [200, { saved: [], refused, results: [] }];
};

/** @param {Partial<JournalData>} [more] */
function opened(more) {
  const of = journal(more);
  const saver = new Saver(of, new Drafts("drafts.", null), ME);
  return { of, saver, one: cell(of, "today", "aliya"), another: cell(of, "today", "bolat") };
}

/** Lets so much time pass, and what then happens come to its end. @param {number} milliseconds */
async function pass(milliseconds) {
  mock.timers.tick(milliseconds);
  for (let turn = 0; turn < 5; turn += 1) await setImmediate();
}

/** @param {Saver} saver @param {[Cell, Value][]} typed */
function type(saver, ...typed) {
  for (const [one, value] of typed) one.type(value);
  saver.soon();
}

test("what is typed within a moment goes out as one command", async () => {
  server = granting;
  const { saver, one, another } = opened();
  type(saver, [one, 85]);
  await pass(SOON - 1);
  assert.equal(sent.length, 0);
  type(saver, [another, "ж"]);
  await pass(1);
  assert.equal(sent.length, 1);
  assert.deepEqual([sent[0].method, sent[0].path], ["PUT", "/api/v1/journals/journal/marks"]);
  assert.deepEqual(sent[0].body.marks, [
    { lesson: "today", cadet: "aliya", value: 85, version: 0 }, { lesson: "today", cadet: "bolat", value: "ж", version: 0 },
  ]);
});

test("what is saved is shown so for a while, under the teacher's name", async () => {
  server = granting;
  const { saver, one } = opened();
  type(saver, [one, 85]);
  await pass(SOON);
  assert.deepEqual([one.value, one.version, one.draft, one.state, one.author?.name], [85, 1, undefined, "saved", "Серікова С."]);
  await pass(2500);
  assert.equal(one.state, "");
});

test("without an answer the same command goes out again, ever later", async () => {
  const { saver, one } = opened();
  type(saver, [one, 85]);
  await pass(SOON);
  assert.deepEqual([saver.connection, one.state], ["offline", "waiting"]);
  for (const wait of [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]) {
    const before = sent.length;
    await pass(wait - 1);
    assert.equal(sent.length, before);
    await pass(1);
    assert.equal(sent.length, before + 1);
  }
  assert.equal(new Set(sent.map(({ body }) => body.command_id)).size, 1);
  server = granting;
  await pass(30_000);
  assert.deepEqual([saver.connection, one.value], ["good", 85]);
});

test("a connection that is back is used at once", async () => {
  const { saver, one } = opened();
  type(saver, [one, 85]);
  await pass(SOON);
  server = granting;
  dispatchEvent(new Event("online"));
  await pass(0);
  assert.deepEqual([saver.connection, one.value], ["good", 85]);
});

test("the server's own trouble is waited out, as is its asking for less", async () => {
  for (const status of [500, 503, 429]) {
    server = () => [status, {}];
    const { saver, one } = opened();
    type(saver, [one, 85]);
    await pass(SOON);
    assert.deepEqual([saver.connection, one.state], ["failing", "waiting"]);
  }
});

test("who is signed out keeps what was typed, and nothing is tried by itself", async () => {
  server = () => [401, { error: { code: "session_required" } }];
  const { saver, one } = opened();
  type(saver, [one, 85]);
  await pass(SOON);
  await pass(60_000);
  assert.deepEqual([saver.connection, one.draft, sent.length], ["signed-out", 85, 1]);
});

test("nothing goes out under another person's name", async () => {
  server = ({ path }) => (path === "/api/v1/me" ? [200, { id: OTHER.id }] : [500, {}]);
  const { saver, one } = opened();
  document.cookie = "jurnal_csrf=second";
  type(saver, [one, 85]);
  await pass(SOON);
  assert.deepEqual(sent.map(({ path }) => path), ["/api/v1/me"]);
  assert.equal(saver.connection, "signed-out");
});

test("the same person's new session is used without more ado", async () => {
  server = (request) => (request.path === "/api/v1/me" ? [200, { id: ME.id }] : granting(request));
  const { saver, one } = opened();
  document.cookie = "jurnal_csrf=second";
  type(saver, [one, 85]);
  await pass(SOON);
  assert.equal(one.value, 85);
});

test("a refused cell keeps what was typed, with the reason", async () => {
  server = refusing({ code: "window_closed", rule: "¶17", message: "closed" });
  const { saver, one } = opened();
  type(saver, [one, 85]);
  await pass(SOON);
  assert.deepEqual([one.state, one.draft, one.reason], ["refused", 85, { rule: "¶17", message: "closed" }]);
  await pass(60_000);
  assert.equal(sent.length, 1);
});

test("a command that is refused whole refuses each of its cells", async () => {
  server = () => [403, { error: { code: "not_yours", message: "no", rule: "¶4" } }];
  const { saver, one, another } = opened();
  type(saver, [one, 85], [another, 70]);
  await pass(SOON);
  assert.deepEqual([one.state, another.state, saver.connection], ["refused", "refused", "good"]);
});

test("a newer version of another's is a conflict of that cell alone", async () => {
  const current = { value: 60, version: 2, author: OTHER, at: "2026-10-05T11:30:00+05:00" };
  server = refusing({ code: "version_stale", message: "", current });
  const { saver, one } = opened({ marks: [mark("today", "aliya", 50)] });
  type(saver, [one, 85]);
  await pass(SOON);
  assert.deepEqual([one.state, one.theirs, one.draft, one.value], ["conflict", current, 85, 50]);
});

test("another's version with the same value is no conflict", async () => {
  server = refusing({ code: "version_stale", message: "", current: { value: 85, version: 2, author: OTHER, at: null } });
  const { saver, one } = opened();
  type(saver, [one, 85]);
  await pass(SOON);
  assert.deepEqual([one.state, one.value, one.version, one.draft], ["saved", 85, 2, undefined]);
});

test("what was taken back meanwhile and not written is no conflict either", async () => {
  server = (request) => {
    one.type(50);
    return refusing({ code: "version_stale", message: "", current: { value: 60, version: 2, author: OTHER, at: null } })(request);
  };
  const { saver, one } = opened({ marks: [mark("today", "aliya", 50)] });
  type(saver, [one, 85]);
  await pass(SOON);
  assert.deepEqual([one.state, one.value, one.draft], ["", 60, undefined]);
});

test("what is typed while an earlier value is under way goes out next, on top of it", async () => {
  server = (request) => {
    if (sent.length === 1) one.type(70);
    return granting(request);
  };
  const { saver, one } = opened();
  type(saver, [one, 85]);
  await pass(SOON);
  assert.deepEqual([one.value, one.draft], [85, 70]);
  await pass(0);
  assert.deepEqual(sent[1].body.marks, [{ lesson: "today", cadet: "aliya", value: 70, version: 1 }]);
  assert.notEqual(sent[1].body.command_id, sent[0].body.command_id);
  assert.equal(one.value, 70);
});

test("text that is no mark, typed meanwhile, stays refused (¶6)", async () => {
  server = (request) => {
    Object.assign(one, { text: "x", state: "refused" });
    return granting(request);
  };
  const { saver, one } = opened();
  type(saver, [one, 85]);
  await pass(SOON);
  assert.deepEqual([one.value, one.text, one.state, one.draft], [85, "x", "refused", undefined]);
});

test("one request is under way at a time, and holds what it was sent", async () => {
  let answer = (/** @type {Response} */ _) => {};
  mock.method(globalThis, "fetch", () => new Promise((resolve) => (answer = resolve)));
  const { saver, one, another } = opened();
  type(saver, [one, 85]);
  await pass(SOON);
  type(saver, [another, 70]);
  await pass(SOON);
  assert.deepEqual([saver.holds(one), saver.holds(another), another.state], [true, false, "waiting"]);
  answer(Response.json({ saved: [{ lesson: "today", cadet: "aliya", version: 1 }], refused: [], results: [] }));
  await pass(0);
  assert.deepEqual([saver.holds(one), one.value], [false, 85]);
});

test("no command holds more than 200 marks", async () => {
  server = granting;
  const of = journal({ cadets: Array.from({ length: 250 }, (_, at) => ({ id: `c${at}`, name: "", from: "2026-09-01" })) });
  const saver = new Saver(of, new Drafts("drafts.", null), ME);
  type(saver, ...of.cadets.map(({ id }) => /** @type {[Cell, Value]} */ ([cell(of, "today", id), 85])));
  await pass(SOON);
  await pass(0);
  assert.deepEqual(sent.map(({ body }) => body.marks.length), [200, 50]);
});

test("what the answer says of results and of how many were saved is told", async () => {
  server = (request) => [200, { ...granting(request)[1], results: [result("aliya", { current: "85.00" })] }];
  const { of, saver, one } = opened();
  /** @type {unknown[]} */
  const told = [];
  of.on("answered", (detail) => told.push(detail));
  type(saver, [one, 85]);
  await pass(SOON);
  assert.deepEqual([told, of.results.get("aliya")?.current], [[{ saved: 1, refused: 0 }], "85.00"]);
});
