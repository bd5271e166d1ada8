// Requests to the JSON API, and the ids of commands.
import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { api, ApiError, commandId, QUIET, sessionMark, Unreachable } from "../../gateway/web/static/js/api.js";
import { commands } from "../../gateway/web/static/js/commands.js";

afterEach(() => mock.restoreAll());

/** A server that gives one answer; what it was asked. @param {() => Response} answer */
function server(answer) {
  /** @type {{ path: string, method: string, headers: Record<string, string>, body?: string }[]} */
  const asked = [];
  mock.method(globalThis, "fetch", async (/** @type {string} */ path, /** @type {any} */ options) => {
    asked.push({ path, ...options });
    return answer();
  });
  return asked;
}

/** How often the page is told that the session may have ended. */
function ends() {
  const counted = { times: 0 };
  document.addEventListener("session", () => (counted.times += 1));
  return counted;
}

test("a command carries the session's mark and JSON, a question neither", async () => {
  document.cookie = "a=b; jurnal_csrf=%D1%8F; c=d";
  const asked = server(() => Response.json({ id: 1 }));
  assert.deepEqual(await api.post("/x", { a: 1 }), { id: 1 });
  await api.get("/y");
  assert.equal(sessionMark(), "я");
  assert.deepEqual([asked[0].method, asked[0].body, asked[0].headers["X-CSRF-Token"]], ["POST", '{"a":1}', "я"]);
  assert.deepEqual([asked[1].method, asked[1].body, asked[1].headers["X-CSRF-Token"]], ["GET", undefined, undefined]);
});

test("a refusal has its code, its paragraph and its words", async () => {
  const said = { code: "window_closed", rule: "¶17", message: "closed", params: { since: "x" } };
  server(() => Response.json({ error: said }, { status: 422 }));
  await assert.rejects(api.get("/x"), (/** @type {ApiError} */ error) => {
    assert.ok(error instanceof ApiError);
    const { status, code, rule, message, params } = error;
    assert.deepEqual([status, { code, rule, message, params }], [422, said]);
    return true;
  });
});

test("an error that is no JSON is a refusal too", async () => {
  server(() => new Response("<h1>502</h1>", { status: 502 }));
  await assert.rejects(api.get("/x"), (/** @type {ApiError} */ error) => error.status === 502 && error.code === "unknown");
});

test("no answer is told from a refusal", async () => {
  server(() => {
    throw new TypeError("no connection");
  });
  await assert.rejects(api.get("/x"), Unreachable);
});

test("an empty answer is null", async () => {
  server(() => new Response(null, { status: 204 }));
  assert.equal(await api.delete("/x"), null);
});

test("a session that has ended is told to the page, unless it only glances", async () => {
  const asked = server(() => Response.json({}, { status: 401 }));
  const ended = ends();
  await assert.rejects(api.glance("/x"), ApiError);
  assert.equal(asked[0].headers["X-Quiet"], QUIET["X-Quiet"]);
  assert.equal(ended.times, 0);
  await assert.rejects(api.get("/x"), ApiError);
  assert.equal(ended.times, 1);
});

test("a command id is a random UUID", () => {
  const ids = Array.from({ length: 100 }, commandId);
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(new Set(ids).size, 100);
});

test("the same body keeps its command id, another has another", () => {
  const numbered = commands();
  const first = numbered({ a: 1 });
  assert.deepEqual(numbered({ a: 1 }), first);
  assert.notEqual(numbered({ a: 2 }).command_id, first.command_id);
  assert.notEqual(numbered({ a: 1 }).command_id, first.command_id);
  assert.notEqual(commands()({ a: 1 }).command_id, first.command_id);
});
