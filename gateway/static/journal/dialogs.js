// A dialog made when it is needed and gone when it is closed; Esc closes it, the focus goes back.
import { t } from "../js/i18n.js";
import { ask, el } from "./dom.js";

let made = 0;

/** Shows a dialog; resolves with "ok" or "". `actions` are buttons beside "close". */
export async function showDialog(title, content, { wide = false, accept = null, onaccept = null } = {}) {
  const id = `dialog-${(made += 1)}`;
  const dialog = el("dialog", { class: `dialog ${wide ? "dialog--wide" : ""}`, "aria-labelledby": id });
  const error = el("p", { class: "field-error", role: "alert" });
  const form = el("form", { class: "dialog-body", method: "dialog", noValidate: true },
    el("h2", { id }, title), ...content, error, actions(dialog, accept));
  form.addEventListener("submit", (event) => submit(event, dialog, error, onaccept));
  dialog.append(form);
  document.body.append(dialog);
  const answer = await ask(dialog);
  dialog.remove();
  return answer;
}

function actions(dialog, accept) {
  const close = el("button", { type: "button", class: "button", onclick: () => dialog.close("") }, t(accept ? "journal.cancel" : "journal.close"));
  const ok = accept && el("button", { type: "submit", class: "button button--primary", value: "ok" }, accept);
  return el("div", { class: "dialog-actions" }, close, ok);
}

/** Closes when `onaccept` has done its work; its refusal is shown and the dialog stays. */
async function submit(event, dialog, error, onaccept) {
  event.preventDefault();
  try {
    await onaccept?.();
    dialog.close("ok");
  } catch (refused) {
    error.textContent = refused.message || t("journal.unreachable");
  }
}

/** A labelled control. */
export const field = (label, control) =>
  el("div", { class: "field" }, el("label", { htmlFor: control.id }, label), control);
