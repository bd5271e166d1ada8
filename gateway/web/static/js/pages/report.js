// The report form: what is asked depends on the kind; the mark is read as the journal reads it.
import { api } from "../api.js";
import { t } from "../i18n.js";
import { enhance, refuseField } from "../ui/form.js";
import { parseTyped } from "../../journal/value.js";

const form = document.querySelector("[data-report]");
const kind = () => form.kind.value || form.querySelector("[name=kind]:checked").value;

function show() {
  for (const part of form.querySelectorAll("[data-for]")) {
    part.hidden = part.dataset.for !== kind();
    part.querySelectorAll("input, select").forEach((control) => (control.disabled = part.hidden));
  }
  if (form.clear) form.value.disabled = form.clear.checked || kind() !== "mark_correction";
}

function isMark() {
  const parsed = form.value.disabled ? null : parseTyped(form.value.value);
  return parsed !== undefined || refuseField(form.value, t("ui.report.not_a_mark"));
}

async function send({ command_id, text }) {
  const { journal, lesson, cadet } = form.dataset;
  const body = { command_id, kind: kind(), journal, lesson, text };
  if (kind() === "mark_correction") body.value = form.value.disabled ? null : parseTyped(form.value.value);
  if (kind() === "late_entry") body.open_days = Number(form.open_days.value);
  else if (kind() !== "removal") body.cadet = cadet;
  const { id } = await api.post("/api/v1/cases", body);
  location.assign(`/cases/${id}`);
}

if (form) {
  form.addEventListener("change", show);
  show();
  enhance(form, send, { check: isMark });
}
