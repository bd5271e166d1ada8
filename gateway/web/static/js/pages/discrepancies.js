// Ending a notice: closed with a reason, or turned into an act.
import { api } from "../api.js";
import { t } from "../i18n.js";
import { again } from "../ui/again.js";
import { enhance, refuseField } from "../ui/form.js";
import { parseTyped } from "../../journal/value.js";

const closing = document.querySelector("[data-close-form]");
const turning = document.querySelector("[data-turn-form]");

/** @param {HTMLFormElement} form @param {string} id */
function open(form, id) {
  form.dataset.discrepancy = id;
  form.closest("dialog").showModal();
}

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const { closeDiscrepancy, turnDiscrepancy } = target.closest("[data-close-discrepancy], [data-turn-discrepancy]")?.dataset ?? {};
  if (closeDiscrepancy) open(closing, closeDiscrepancy);
  if (turnDiscrepancy) open(turning, turnDiscrepancy);
});

enhance(closing, async (command) => {
  await api.post(`/api/v1/discrepancies/${closing.dataset.discrepancy}/close`, command);
  again();
});

const isMark = () => parseTyped(turning.value.value) !== undefined || refuseField(turning.value, t("ui.report.not_a_mark"));

enhance(turning, async ({ command_id, value, text }) => {
  const body = { command_id, discrepancy: turning.dataset.discrepancy, value: parseTyped(value), text };
  const { id } = await api.post("/api/v1/cases/from-discrepancy", body);
  location.assign(`/cases/${id}`);
}, { check: isMark });
