// Which cells an address leads to: a lesson's, a week's, else today's.
import assert from "node:assert/strict";
import { test } from "node:test";

import { placeOf } from "../../gateway/web/static/journal/place.js";

const cadets = [{ id: "a" }, { id: "b" }];
const lessons = ["2026-10-02", "2026-10-05", "2026-10-07", "2026-10-11", "2026-10-12"].map((date, place) => ({ id: `l${place}`, date }));
/** @type {[string, number[]][]} */
const CASES = [
  ["#lesson=l2&cadet=b", [1, 2, 2]],
  ["#week=2026-10-05&cadet=b", [1, 1, 3]],
  ["#week=2026-09-28&cadet=a", [0, 0, 0]],
  ["#week=2026-11-02&cadet=b", [1, 2, 2]],
  ["#week=never&cadet=nobody", [0, 2, 2]],
  ["#lesson=removed", [0, 2, 2]],
  ["", [0, 2, 2]],
];

for (const [hash, place] of CASES) {
  test(`${hash || "nothing"} leads to row and columns ${place}`, () => {
    assert.deepEqual(Object.values(placeOf(hash, { cadets, lessons }, "2026-10-09")), place);
  });
}

test("a journal without lessons has its first place", () => {
  assert.deepEqual(Object.values(placeOf("#week=2026-10-05", { cadets, lessons: [] }, "2026-10-09")), [0, 0, 0]);
});
