// Who stands in for whom, in which journals: those offered are the ones of who is away.
import { t } from "../i18n.js";
import { refuseField } from "./form.js";

/** @param {HTMLFormElement} form */
function show(form) {
  for (const list of form.querySelectorAll("[data-of]")) list.hidden = list.dataset.of !== form.absent.value;
  for (const option of form.substitute.options) option.disabled = option.value !== "" && option.value === form.absent.value;
}

/** Keeps to who is away what the form offers. @param {HTMLFormElement} form */
export function followAbsent(form) {
  form.absent.addEventListener("change", () => show(form));
  show(form);
}

/** @param {HTMLFormElement} form */
export const chosenJournals = (form) =>
  [...form.querySelectorAll("[data-of]:not([hidden]) input:checked")].map((box) => box.value);

/** Whether a journal is chosen; says so beside the field where none is. @param {HTMLFormElement} form */
export function areJournalsChosen(form) {
  if (chosenJournals(form).length) return true;
  return refuseField(form.querySelector("[data-of] input") ?? form.absent, t("ui.substitution.none_chosen"));
}
