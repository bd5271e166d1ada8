// The report form: what is asked depends on the kind; the mark is read as the journal reads it.
import { api } from "../api.js";
import { t } from "../i18n.js";
import { enhance, refuseField } from "../ui/form.js";
import { parseTyped } from "../../journal/value.js";

const form = document.querySelector("[data-report]");
const kind = () => form.querySelector("[name=kind]:checked");
const fields = () => kind().dataset.fields.split(" ");

function show() {
  for (const part of form.querySelectorAll("[data-for]")) {
    part.hidden = !fields().includes(part.dataset.for);
    part.querySelectorAll("input, select").forEach((control) => (control.disabled = part.hidden));
  }
  if (form.clear) form.value.disabled = form.clear.checked || !fields().includes("value");
}

function isMark() {
  const parsed = form.value.disabled ? null : parseTyped(form.value.value);
  return parsed !== undefined || refuseField(form.value, t("ui.report.not_a_mark"));
}

async function send({ command_id, text }) {
  const { journal, lesson, cadet } = form.dataset;
  const body = { command_id, kind: kind().value, journal, lesson, text };
  if (fields().includes("cadet")) body.cadet = cadet;
  if (fields().includes("value")) body.value = form.value.disabled ? null : parseTyped(form.value.value);
  if (fields().includes("open_days")) body.open_days = Number(form.open_days.value);
  const { id } = await api.post("/api/v1/cases", body);
  location.assign(`/cases/${id}`);
}

if (form) {
  form.addEventListener("change", show);
  show();
  enhance(form, send, { check: isMark });
}
