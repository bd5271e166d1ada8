// A dialog made when it is needed and gone when it is closed; Esc closes it, the focus goes back.
import { ApiError, Unreachable } from "../js/api.js";
import { t } from "../js/i18n.js";
import { explain } from "../js/ui/form.js";
import { toast } from "../js/ui/toast.js";
import { ask, el } from "./dom.js";

/** What the page itself finds wrong in a dialog, in words. */
export class Invalid extends Error {}

let made = 0;

/** What a dialog shows instead of what it asked for. @param {{ message?: string }} error */
export const problem = (error) => el("p", { class: "notice notice--warn" }, error.message || t("journal.unreachable"));

/**
 * Shows a dialog; resolves with "ok" or "". With `ready`, Enter accepts, or closes, at once.
 * @param {string} title @param {any[]} content
 * @param {{ wide?: boolean, accept?: string | null, onaccept?: (() => unknown) | null, ready?: boolean }} options
 */
export async function showDialog(title, content, { wide = false, accept = null, onaccept = null, ready = false } = {}) {
  const id = `dialog-${(made += 1)}`;
  const dialog = el("dialog", { class: `dialog ${wide ? "dialog--wide" : ""}`, "aria-labelledby": id });
  const error = el("p", { class: "field-error", role: "alert" });
  const form = el("form", { class: "dialog-body", method: "dialog", noValidate: true },
    el("h2", { id }, title), ...content, error, actions(dialog, accept, ready));
  form.addEventListener("submit", (/** @type {SubmitEvent} */ event) => submit(event, dialog, error, onaccept));
  dialog.append(form);
  document.body.append(dialog);
  const answer = await ask(dialog);
  dialog.remove();
  return answer;
}

/** @param {HTMLDialogElement} dialog @param {string | null} accept @param {boolean} autofocus */
function actions(dialog, accept, autofocus) {
  const leave = () => dialog.close("");
  const word = t(accept ? "journal.cancel" : "journal.close");
  const close = el("button", { type: "button", class: "button", onclick: leave, autofocus: autofocus && !accept }, word);
  const ok = accept && el("button", { type: "submit", class: "button button--primary", value: "ok", autofocus }, accept);
  return el("div", { class: "dialog-actions" }, close, ok);
}

/**
 * Closes when `onaccept` has done its work; else the dialog stays and says why. A second Enter meanwhile is none.
 * @param {SubmitEvent} event @param {HTMLDialogElement} dialog @param {HTMLElement} error @param {(() => unknown) | null} onaccept
 */
async function submit(event, dialog, error, onaccept) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  error.textContent = "";
  try {
    await onaccept?.();
    dialog.close("ok");
  } catch (refused) {
    tell(dialog, error, refused);
  } finally {
    form.ariaBusy = "false";
  }
}

/**
 * Who has closed the dialog before the answer came reads it on the page.
 * @param {HTMLDialogElement} dialog @param {HTMLElement} error @param {unknown} refused
 */
function tell(dialog, error, refused) {
  if (!dialog.open) return toast(words(refused, "journal.unreachable"));
  error.textContent = words(refused, "ui.form.unreachable");
  error.scrollIntoView({ block: "nearest" });
}

/** @param {unknown} refused @param {string} unreachable */
function words(refused, unreachable) {
  if (refused instanceof Unreachable) return t(unreachable);
  if (refused instanceof ApiError) return explain(refused);
  if (refused instanceof Invalid) return refused.message;
  throw refused;
}

/** A labelled control. @param {string} label @param {HTMLElement} control */
export const field = (label, control) =>
  el("div", { class: "field" }, el("label", { htmlFor: control.id }, label), control);
