// A form that sends itself through the JSON API and shows what is wrong beside the field it is about.
//
// A `.field` names in `data-codes` the refusals that belong to it; any other is shown at the top of the form.
import { ApiError, Unreachable } from "../api.js";
import { commands } from "../commands.js";
import { t } from "../i18n.js";
import { guard, isTyped } from "./leave.js";
import "./whole-text.js";

/** What somebody writes: neither chosen nor filled in by the browser itself. */
const WRITTEN = `textarea, input:not([type=hidden], [type=password], [type=radio], [type=checkbox], [type=file],
  [autocomplete=username], [autocomplete=one-time-code])`;

/** @param {Element} field */
const control = (field) => field.querySelector("input, select, textarea");

/** @param {Element} field @param {string} text */
function say(field, text) {
  const input = control(field);
  field.querySelector(".field-error").textContent = text;
  if (text) input?.setAttribute("aria-invalid", "true");
  else input?.removeAttribute("aria-invalid");
}

/** @param {HTMLFormElement} form */
function clear(form) {
  form.querySelectorAll(".field").forEach((field) => say(field, ""));
  form.querySelector("[data-form-error]").hidden = true;
}

/** The text with the paragraph of the regulation it rests on. @param {Reason} refusal */
export function explain({ message, rule }) {
  return rule ? `${message} ${t("ui.rule", { number: rule.replace("¶", "") })}` : message;
}

/** Shows a message that is about the whole form. @param {ParentNode} form @param {string} text */
export function sayAbove(form, text) {
  const place = form.querySelector("[data-form-error]");
  place.textContent = text;
  place.hidden = !text;
}

/** @param {HTMLFormElement} form */
function firstMissing(form) {
  const missing = [...form.querySelectorAll(".field")].filter((field) => control(field)?.validity.valueMissing);
  for (const field of missing) {
    say(field, t(control(field).type === "checkbox" ? "ui.form.tick_required" : "ui.form.required"));
  }
  return missing.map(control)[0];
}

/** @param {Written} input */
const isTooLong = (input) =>
  !input.disabled && !input.closest("[hidden]") && [...input.value.trim()].length > Number(input.dataset.longest);

/** Says where more was written than is read; nothing is cut off. @param {HTMLFormElement} form */
function firstTooLong(form) {
  const long = [...form.querySelectorAll("[data-longest]")].filter(isTooLong);
  for (const input of long) say(input.closest(".field"), t("ui.form.too_long", input.dataset));
  return long[0];
}

/** @param {HTMLFormElement} form @param {ApiError} error */
function showRefusal(form, error) {
  const field = form.querySelector(`.field[data-codes~="${CSS.escape(error.code)}"]`);
  if (!field) return sayAbove(form, explain(error));
  field.hidden = false;
  say(field, explain(error));
  control(field)?.focus();
}

/** @param {HTMLFormElement} form @param {unknown} error */
function showFailure(form, error) {
  if (error instanceof ApiError) showRefusal(form, error);
  else if (error instanceof Unreachable) sayAbove(form, t("ui.form.unreachable"));
  else throw error;
}

/**
 * Marks the field of an input as wrong, puts the focus there and returns false.
 * @param {HTMLElement} input @param {string} text
 */
export function refuseField(input, text) {
  say(input.closest(".field"), text);
  input.focus();
  return false;
}

/** Words typed, and not put away with their dialog; what is searched for is no work. @param {HTMLFormElement} form */
const holdsWords = (form) =>
  form.method !== "get" && !form.matches("dialog:not([open]) form, [hidden]") && [...form.querySelectorAll(WRITTEN)].some(isTyped);

/** What is being sent, or has been, leads away by itself. */
const isSending = () => document.querySelector("form[aria-busy], form[data-sent]") !== null;

guard(() => !isSending() && [...document.forms].some(holdsWords));

/**
 * @param {HTMLFormElement} form @param {(values: Values) => Promise<unknown>} send
 * @param {((error: any) => unknown) | undefined} failed
 */
async function attempt(form, send, failed) {
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  form.setAttribute("aria-busy", "true");
  const values = /** @type {Values} */ (Object.fromEntries(new FormData(form)));
  const error = await send(values).then(() => null, (reason) => reason);
  button.disabled = false;
  form.toggleAttribute("data-sent", !error);
  form.removeAttribute("aria-busy");
  if (error && !failed?.(error)) showFailure(form, error);
}

/**
 * Lets `send({...values, command_id})` do the form's work on submit, after the required fields and `check()` are right.
 * `failed(error)` may take care of an error by returning true.
 * @param {HTMLFormElement | null} form @param {(values: any) => Promise<unknown>} send
 * @param {{ check?: () => boolean, failed?: (error: any) => unknown }} [options]
 */
export function enhance(form, send, { check = () => true, failed } = {}) {
  if (!form) return;
  const numbered = commands();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clear(form);
    const wrong = firstMissing(form) ?? firstTooLong(form);
    if (wrong) wrong.focus();
    else if (check()) attempt(form, (values) => send(numbered(values)), failed);
  });
  form.addEventListener("input", () => form.removeAttribute("data-sent"));
  form.querySelector("[type=submit]").disabled = false;
}
