// The report form: what is asked depends on the kind; the mark is read as the journal reads it.
import { api } from "../api.js";
import { t } from "../i18n.js";
import { enhance, refuseField } from "../ui/form.js";
import { parseTyped } from "../../journal/value.js";

const form = document.querySelector("[data-report]");
/** What such a report names beside the lesson and its text. */
const fields = () => form.querySelector("[name=kind]:checked").dataset.fields.split(" ");

function show() {
  for (const part of form.querySelectorAll("[data-for]")) {
    part.hidden = !fields().includes(part.dataset.for);
    for (const control of part.querySelectorAll("input, select")) control.disabled = part.hidden;
  }
  if (form.clear) form.value.disabled = form.clear.checked || !fields().includes("value");
}

function isMark() {
  const parsed = form.value.disabled ? null : parseTyped(form.value.value);
  return parsed !== undefined || refuseField(form.value, t("ui.report.not_a_mark"));
}

/** What is hidden is off and is not among the form's own values. @param {Values} values */
async function send({ value, clear, open_days, ...command }) {
  const { journal, lesson, cadet } = form.dataset;
  const body = /** @type {any} */ ({ ...command, journal, lesson });
  if (fields().includes("cadet")) body.cadet = cadet;
  if (fields().includes("value")) body.value = clear ? null : parseTyped(value);
  if (open_days) body.open_days = Number(open_days);
  const { id } = await api.post("/api/v1/cases", body);
  location.assign(`/cases/${id}`);
}

if (form) {
  form.addEventListener("change", show);
  show();
  enhance(form, send, { check: isMark });
}
