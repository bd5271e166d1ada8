// The journal as the page knows it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { nameOn } from "../../gateway/web/static/journal/members.js";
import { ALIYA, BOLAT, cell, CLOSED, journal, lesson, mark, result, TODAY, told, YESTERDAY } from "./journal.mjs";

const LATE = lesson({ ...CLOSED, id: "late", opened_until: "2026-10-06T12:00:00+05:00" });
const AUTHOR = { id: "other", name: "Омаров О." };
const HELD = { value: 60, version: 2, author: AUTHOR, at: "2026-10-05T11:30:00+05:00" };

/** @param {Journal} of @param {string} type */
function heard(of, type) {
  /** @type {unknown[]} */
  const all = [];
  of.on(type, (detail) => all.push(detail));
  return all;
}

test("lessons stand by their dates, whatever the order they are told in", () => {
  assert.deepEqual(journal({ lessons: [TODAY, CLOSED, YESTERDAY] }).lessons.map(({ id }) => id), ["closed", "yesterday", "today"]);
});

test("a cell shows what was typed until it is dropped", () => {
  const one = cell(journal({ marks: [mark("today", "aliya", 85)] }), "today", "aliya");
  one.type(70);
  assert.deepEqual([one.shown, one.sign, one.pending, one.seen], [70, "70", true, 1]);
  one.settle("");
  assert.deepEqual([one.shown, one.pending], [85, false]);
});

test("typing again keeps the version that was seen first", () => {
  const one = cell(journal({ marks: [mark("today", "aliya", 85)] }), "today", "aliya");
  one.type(70);
  one.take(HELD);
  one.type(71);
  assert.equal(one.seen, 1);
});

test("typing over a conflict builds on what the other has written", () => {
  const one = cell(journal(), "today", "aliya");
  one.type(70);
  Object.assign(one, { state: "conflict", theirs: HELD });
  one.type(71);
  assert.deepEqual([one.seen, one.theirs, one.state], [2, null, "waiting"]);
});

test("refused text outlasts the answer to what was sent before it (¶6)", () => {
  const one = cell(journal(), "today", "aliya");
  one.type(70);
  Object.assign(one, { text: "x", state: "refused", reason: { message: "no mark" } });
  one.rest("saved");
  assert.deepEqual([one.text, one.state, one.draft], ["x", "refused", undefined]);
});

test("a mark that does not open is shown as broken until something is typed over it (¶5)", () => {
  const one = cell(journal({ marks: [mark("today", "aliya", null, { broken: true })] }), "today", "aliya");
  assert.deepEqual([one.isBroken, one.sign], [true, "⚠"]);
  one.type(70);
  assert.deepEqual([one.isBroken, one.sign], [false, "70"]);
});

test("what was typed outlasts a journal that is told anew", () => {
  const of = journal();
  const one = cell(of, "today", "aliya");
  one.type(70);
  of.load(told({ marks: [mark("today", "aliya", 60, { version: 2 })], cadets: [BOLAT, { ...ALIYA, name: "Әлиева Ай." }] }));
  assert.equal(cell(of, "today", "aliya"), one);
  assert.deepEqual([one.value, one.version, one.shown, one.name], [60, 2, 70, "Әлиева Ай."]);
});

test("a cell of an unknown lesson or cadet is none", () => {
  assert.equal(journal().at({ lesson: "today", cadet: "nobody" }), undefined);
  assert.equal(journal().at({ lesson: "nothing", cadet: "aliya" }), undefined);
});

test("a lesson takes entries until its window is over (¶17)", () => {
  const of = journal({ lessons: [CLOSED, TODAY], now: "2026-10-07T23:59:58+05:00" });
  assert.equal(of.barrier(cell(of, "today", "aliya")), null);
  assert.equal(of.barrier(cell(of, "closed", "aliya")), "closed");
  const over = journal({ now: "2026-10-08T00:00:00+05:00" });
  assert.equal(over.barrier(cell(over, "today", "aliya")), "closed");
});

test("a late entry fills what was left empty and locks what was there (¶4)", () => {
  const marks = [mark("late", "aliya", 85), mark("late", "bolat", 70, { late: true })];
  const of = journal({ lessons: [LATE], cadets: [ALIYA, BOLAT, { ...BOLAT, id: "empty" }], marks });
  assert.ok(of.isOpenLate(LATE));
  assert.equal(of.closesAt(LATE), LATE.opened_until);
  assert.deepEqual(["aliya", "bolat", "empty"].map((id) => of.barrier(cell(of, "late", id))), ["locked", null, null]);
});

test("a late entry that ends before the window changes nothing", () => {
  const short = lesson({ opened_until: "2026-10-05T13:00:00+05:00" });
  assert.equal(journal().closesAt(short), short.closes_at);
});

test("a removed lesson takes no entry and no report (¶4)", () => {
  const removed = lesson({ state: "removed" });
  const of = journal({ lessons: [removed] });
  assert.equal(of.barrier(cell(of, "today", "aliya")), "removed");
  assert.equal(of.mayReport(removed), false);
});

test("a cadet has cells only on the days in the group", () => {
  const gone = { ...ALIYA, to: "2026-10-04" };
  const back = { ...BOLAT, stays: [{ from: "2026-09-01", to: "2026-10-03" }, { from: "2026-10-05" }] };
  const of = journal({ cadets: [gone, back] });
  const barriers = [YESTERDAY, TODAY].map(({ id }) => [gone, back].map((cadet) => of.barrier(cell(of, id, cadet.id))));
  assert.deepEqual(barriers, [[null, "membership"], ["membership", null]]);
});

test("who only reads is told so", () => {
  const of = journal({ may: { ...told().may, enter: false } });
  assert.equal(of.barrier(cell(of, "today", "aliya")), "reader");
});

test("a make-up mark may be entered where a decision says so (¶19)", () => {
  const of = journal({ may: { ...told().may, make_ups: [{ lesson: "today", cadet: "aliya" }] } });
  assert.deepEqual(["aliya", "bolat"].map((id) => of.mayMakeUp(cell(of, "today", id))), [true, false]);
});

test("a cadet is called as on the lesson's day (¶15)", () => {
  const names = [{ since: "2025-09-01", name: "Әлиева А." }, { since: "2026-10-05", name: "Серікова А." }];
  const called = ["2024-01-01", "2026-10-04", "2026-10-05"].map((day) => nameOn({ ...ALIYA, name: "Серікова А.", names }, day));
  assert.deepEqual(called, ["Әлиева А.", "Әлиева А.", "Серікова А."]);
  assert.equal(nameOn(ALIYA, "2026-10-04"), "Әлиева А.");
});

test("a damaged lesson stands apart with the marks that open (¶7)", () => {
  const of = journal({ damaged: ["lesson/lost", "cadet/x"], marks: [mark("lost", "aliya", 85)] });
  assert.deepEqual(of.damagedLessons.map(({ id, marks }) => [id, marks.get("aliya")?.value]), [["lost", 85]]);
  assert.deepEqual(of.damaged, ["lesson/lost", "cadet/x"]);
});

test("results that are told anew leave the others as they are", () => {
  const [before, other] = [result("aliya", { current: "85.00" }), result("bolat", { current: "70.00" })];
  const of = journal({ results: [before, other] });
  const anew = result("aliya", { broken: true });
  of.setResults([anew]);
  assert.deepEqual([...of.results.values()], [anew, other]);
});

test("each word of the server is counted, and what changes is told", () => {
  const of = journal();
  const [lessons, cells] = [heard(of, "lessons"), heard(of, "cell")];
  const { revision } = of;
  of.addLesson(lesson({ id: "new" }));
  assert.ok(of.revision > revision);
  of.changed(cell(of, "new", "aliya"));
  assert.deepEqual([lessons.length, cells], [1, [cell(of, "new", "aliya")]]);
});

/** What the server tells of kinds to a teacher, or to an examiner. @param {boolean} examines @returns {OfferedKind[]} */
const kinds = (examines) => [
  { name: "lecture", counts_as: "current", codes: ["ж", "а"], enter: !examines, add: !examines },
  { name: "rating_control", counts_as: "control", codes: ["ж", "а"], enter: !examines, add: !examines },
  { name: "examination", counts_as: "examination", codes: ["а"], enter: examines, add: examines },
];
const CONTROL = lesson({ id: "control", kind: "rating_control" });
const EXAMINATION = lesson({ id: "examination", kind: "examination" });

test("a column takes entries of who enters its kind (¶3)", () => {
  for (const examines of [false, true]) {
    const of = journal({ lessons: [TODAY, CONTROL, EXAMINATION], kinds: kinds(examines) });
    const barriers = of.lessons.map(({ id }) => of.barrier(cell(of, id, "aliya")));
    assert.deepEqual(barriers, examines ? ["reader", "reader", null] : [null, null, "examiners"]);
    assert.deepEqual(of.lessons.map((one) => of.mayReport(one)), barriers.map((barrier) => barrier === null));
  }
});

test("a control ends a span, and a column names its codes (¶2, ¶6)", () => {
  const of = journal({ lessons: [TODAY, CONTROL, EXAMINATION], kinds: kinds(false) });
  assert.deepEqual(of.lessons.map((one) => of.isControl(one)), [false, true, true]);
  assert.deepEqual(of.lessons.map((one) => of.codes(one)), [["ж", "а"], ["ж", "а"], ["а"]]);
});

const RETAKE = lesson({ id: "retake", kind: "retake" });
const OFFERED = [...kinds(false), { ...kinds(false)[2], name: "retake" }];
/** @type {[string, Lesson[], FigureName[]][]} */
const COLUMNS = [
  ["lessons alone", [TODAY], ["current"]],
  ["a control", [TODAY, CONTROL], ["current", "controls", "rating"]],
  ["an examination", [TODAY, EXAMINATION], ["current", "rating", "examination", "final", "letter"]],
  ["both", [CONTROL, EXAMINATION], ["current", "controls", "rating", "examination", "final", "letter"]],
  ["a retake alone", [RETAKE], ["current", "rating", "examination", "final", "letter"]],
  ["a control that was removed", [TODAY, { ...CONTROL, state: "removed" }], ["current"]],
];

for (const [what, lessons, figures] of COLUMNS) {
  test(`with ${what} these results have a column (¶2)`, () => {
    const results = [result("aliya")];
    assert.deepEqual(journal({ lessons, results, kinds: OFFERED }).figures, figures);
  });
}

test("who sees no marks sees no result (¶5)", () => {
  assert.deepEqual(journal({ lessons: [CONTROL, EXAMINATION], kinds: OFFERED }).figures, []);
});

test("where the server tells nothing of kinds, every column is a lesson (¶3)", () => {
  const of = journal();
  assert.deepEqual([of.isControl(TODAY), of.enters(TODAY), of.codes(TODAY).length], [false, true, 5]);
});
