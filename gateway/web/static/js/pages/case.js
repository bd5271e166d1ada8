// The steps of a case: each form sends its own command, then the page shows the case anew.
import { api } from "../api.js";
import { t } from "../i18n.js";
import { again } from "../ui/again.js";
import { enhance, refuseField } from "../ui/form.js";
import { heldLesson } from "../ui/held-lesson.js";
import { isTyped } from "../ui/leave.js";
import { areJournalsChosen, chosenJournals, followAbsent } from "../ui/substitution.js";
import { parseTyped } from "../../journal/value.js";

/** @param {HTMLFormElement} form */
function value(form) {
  const parsed = parseTyped(form.value.value);
  return parsed === undefined ? form.value.value : parsed;
}

/**
 * What was left as it stood is not said anew: an erased mark is another thing than an untouched one.
 * @param {HTMLFormElement} form
 */
const isTouched = ({ value: input }) => input !== undefined && isTyped(input);

/** @param {HTMLFormElement} form */
function isMark(form) {
  return !form.value || parseTyped(form.value.value) !== undefined || refuseField(form.value, t("ui.report.not_a_mark"));
}

/** @param {DOMStringMap} step */
const path = ({ act, case: id }) => (act === "revoke" ? `/api/v1/substitutions/${id}/revoke` : `/api/v1/cases/${id}/${act}`);

/** @param {HTMLFormElement} form */
function enhanceStep(form) {
  /** @param {Record<string, any>} values what the step asks goes as it is meant, not as it was written */
  const send = async ({ username, value: typed, date, kind, topic, ...command }) => {
    if (isTouched(form)) command.value = value(form);
    if (form.absent) command.journals = chosenJournals(form);
    if (form.date) command.held = heldLesson(form);
    if (form.open_days) command.open_days = Number(form.open_days.value);
    await api.post(path(form.dataset), command);
    again();
  };
  if (form.absent) followAbsent(form);
  enhance(form, send, { check: () => isMark(form) && (!form.absent || areJournalsChosen(form)) });
}

/** @param {HTMLFormElement} form */
function enhanceMakeUp(form) {
  const { journal, lesson, cadet } = form.dataset;
  enhance(form, async ({ command_id }) => {
    await api.post(`/api/v1/journals/${journal}/make-ups`, { command_id, lesson, cadet, value: value(form) });
    again();
  }, { check: () => isMark(form) });
}

/** @param {ParentNode} root */
function begin(root) {
  root.querySelectorAll("[data-act]").forEach(enhanceStep);
  root.querySelectorAll("[data-make-up]").forEach(enhanceMakeUp);
}

document.addEventListener("drawn", ({ target }) => begin(/** @type {HTMLElement} */ (target)));
begin(document);
