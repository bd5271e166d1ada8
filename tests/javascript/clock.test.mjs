// The page's time is the server's, whatever the computer's clock says (¶17).
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { ServerClock } from "../../gateway/web/static/js/clock.js";

const NOW = "2026-10-05T23:30:00+05:00";
const [SECOND, DAY] = [1000, 86_400_000];
const STATIC = new URL("../../gateway/web/static/", import.meta.url);

/** A clock whose computer's clock, and what has passed, are as told. @param {import("node:test").TestContext} t */
function begun(t) {
  const told = { clock: 1_700_000_000_000, passed: 0 };
  t.mock.method(Date, "now", () => told.clock);
  t.mock.method(performance, "now", () => told.passed);
  return { told, clock: new ServerClock(NOW) };
}

for (const jump of [3 * DAY, -3 * DAY, 60 * SECOND]) {
  test(`a computer's clock that jumps by ${jump / SECOND} s moves nothing`, (t) => {
    const { told, clock } = begun(t);
    told.clock += jump;
    told.passed += 10 * SECOND;
    assert.equal(clock.now(), Date.parse(NOW) + 10 * SECOND);
    assert.equal(clock.today(), "2026-10-05");
    assert.equal(clock.isDoubtful, true);
  });
}

test("time that passes is counted, over midnight too", (t) => {
  const { told, clock } = begun(t);
  told.clock += 1800 * SECOND;
  told.passed += 1800 * SECOND;
  assert.equal(clock.today(), "2026-10-06");
  assert.equal(clock.isDoubtful, false);
});

test("a clock that is put right by a little is not in doubt", (t) => {
  const { told, clock } = begun(t);
  told.clock += 2 * SECOND;
  assert.equal(clock.isDoubtful, false);
});

test("an academy west of Greenwich has its own day", () => {
  assert.equal(new ServerClock("2026-10-05T23:30:00-03:30").today(), "2026-10-05");
});

test("no other part of the pages reads the computer's clock", () => {
  const files = readdirSync(STATIC, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js") && name !== "js/clock.js");
  const readers = files.filter((name) => /Date\.now|new Date\(\)/.test(readFileSync(new URL(name, STATIC), "utf8")));
  assert.deepEqual(readers, []);
});
