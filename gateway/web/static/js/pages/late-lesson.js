// The report that a lesson was held and not added in time.
import { api } from "../api.js";
import { enhance } from "../ui/form.js";
import { heldLesson } from "../ui/held-lesson.js";

const form = document.querySelector("[data-late-lesson]");

/** @param {Values} values */
async function send({ command_id, text }) {
  const { journal } = form.dataset;
  const body = { command_id, kind: "late_lesson", journal, held: heldLesson(form), open_days: Number(form.open_days.value), text };
  const { id } = await api.post("/api/v1/cases", body);
  location.assign(`/cases/${id}`);
}

if (form) enhance(form, send);
