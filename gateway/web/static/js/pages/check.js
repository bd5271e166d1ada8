// Checking a record's code, which stands in the address's fragment or is pasted; it goes to no log.
import { api } from "../api.js";
import { dayAndMonth } from "../dates.js";
import { decimal, t } from "../i18n.js";
import { enhance } from "../ui/form.js";

const form = document.querySelector("[data-check]");
const outcome = document.querySelector("[data-outcome]");
const table = outcome.querySelector("table");
/** @type {Record<string, string>} */
const LOOKS = { valid: "notice notice--ok", superseded: "notice notice--warn" };

/** @param {number | string | null} figure */
const written = (figure) => (figure === null ? "–" : decimal(String(figure)));
/** @param {string | null} instant */
const day = (instant) => (instant ? dayAndMonth(new Date(instant), true) : "");

/**
 * A row made of a template: figures in the cells that name them, texts in the others in their order.
 * @param {string} template @param {(string | number)[]} texts @param {Record<string, any>} figures
 */
function row(template, texts, figures = {}) {
  const made = document.querySelector(`template[data-${template}]`).content.cloneNode(true);
  for (const [place, cell] of made.querySelectorAll("th, td:not([data-figure])").entries()) cell.textContent = texts[place];
  for (const cell of made.querySelectorAll("[data-figure]")) cell.textContent = written(figures[cell.dataset.figure]);
  return made;
}

/** @param {RecordLine} line */
const isAttestation = ({ figures }) => ["attested", "not_attested"].includes(figures.state);

/** @param {RecordLine} each */
function line(each) {
  const { subject, credits, figures } = each;
  const made = figures.points === null
    ? row("ungraded", [subject, credits, t(`ui.records.line_states.${figures.state}`)], figures)
    : row("graded", [subject, credits], figures);
  if (isAttestation(each)) made.querySelector("th").append(document.querySelector("template[data-attestation]").content.cloneNode(true));
  return made;
}

/** The lines under the name of each term, as on the paper. @param {RecordLine[]} lines */
function showLines(lines) {
  outcome.querySelector("[data-lines]").hidden = lines.length === 0;
  outcome.querySelector("[data-note]").hidden = !lines.some(isAttestation);
  table.querySelectorAll("tbody").forEach((/** @type {Element} */ body) => body.remove());
  let shown = "";
  for (const each of lines) {
    const name = `${each.term} · ${each.group}`;
    if (name !== shown) table.createTBody().append(row("term", [name]));
    [...table.tBodies].at(-1).append(line(each));
    shown = name;
  }
}

/** @param {CheckedRecord} answer */
function showFacts(answer) {
  /** @type {Record<string, any>} */
  const told = { ...answer, issued_on: day(answer.issued_on), gpa: answer.gpa && written(answer.gpa) };
  told.cadet = [answer.cadet, answer.cadet_number].filter(Boolean).join(" · ");
  for (const place of outcome.querySelectorAll("[data-fact]")) {
    place.textContent = told[place.dataset.fact] ?? "";
    place.hidden = place.previousElementSibling.hidden = !place.textContent;
  }
}

/** @param {CheckedRecord} answer */
function show(answer) {
  outcome.querySelector("[data-state]").className = LOOKS[answer.state] ?? "notice notice--danger";
  outcome.querySelector("[data-headline]").textContent = `${t(`ui.check.states.${answer.state}`)}.`;
  outcome.querySelector("[data-what]").textContent = t(`ui.check.what.${answer.state}`, { at: day(answer.since) });
  showFacts(answer);
  showLines(answer.lines);
  outcome.hidden = false;
}

enhance(form, async ({ paper }) => {
  outcome.hidden = true;
  show(await api.post("/api/v1/check", { code: paper.trim().split("#").at(-1) }));
});

/** The other languages' pages check the same code. */
function keepCode() {
  document.querySelectorAll("[hreflang]").forEach((link) => { link.hash = location.hash; });
}

function checkAddress() {
  keepCode();
  if (location.hash.length < 2) return;
  form.paper.value = location.hash.slice(1);
  form.requestSubmit();
}

addEventListener("hashchange", checkAddress);
checkAddress();
