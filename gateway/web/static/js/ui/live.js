// What others do to cases, discrepancies and notices reaches the page while it is in sight: counts, and every region
// with `data-live` and an id.
//
// A region is drawn anew from the page's own address, unless somebody is busy in it; then it waits until they leave.
import { api, QUIET } from "../api.js";
import { isTyped } from "./leave.js";

const SOON_MS = 300;
const initial = new Map([...regions()].map((region) => [region.id, region.outerHTML]));
const late = new Set();
/** @type {EventSource | null} */
let source = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

function regions() {
  return document.querySelectorAll("[data-live][id]");
}

/** Reads text to who cannot see the page, when nothing more urgent is being read. @param {string} text */
function announce(text) {
  document.querySelector("[data-announcer]").textContent = text;
}

/** @param {HTMLElement} place */
async function show(place) {
  const counts = await api.glance(place.dataset.source ?? "").catch(() => null);
  if (!counts) return;
  const number = counts[place.dataset.count ?? ""];
  place.querySelector("[data-number]").textContent = number;
  place.hidden = !number;
}

const count = () => document.querySelectorAll("[data-count]").forEach(show);

/** @param {Written} control */
const changed = (control) => isTyped(control) && control.type !== "radio" && control.type !== "checkbox";

/** Whether somebody would lose something: a form begun, an open dialog, a control in use. @param {HTMLElement} region */
function isBusy(region) {
  const controls = [...region.querySelectorAll("input, textarea")];
  const inUse = document.activeElement?.matches("input, textarea, select") && region.contains(document.activeElement);
  return inUse || controls.some(changed) || region.querySelector("dialog[open], [aria-busy=true]") !== null;
}

/** @param {Element} element */
function selectorOf(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const href = element.getAttribute("href");
  return href ? `[href="${CSS.escape(href)}"]` : null;
}

/**
 * The place in the new region that has the focus in the old one; undefined when it is there no more.
 * @param {HTMLElement} region @param {HTMLElement} fresh
 */
function focusIn(region, fresh) {
  const focused = document.activeElement;
  if (!focused || !region.contains(focused)) return null;
  const selector = selectorOf(focused);
  return (selector && fresh.querySelector(selector)) ?? undefined;
}

/** @param {HTMLElement} region @param {HTMLElement | null} fresh */
function draw(region, fresh) {
  if (!fresh || initial.get(region.id) === fresh.outerHTML) return late.delete(region.id);
  const focus = focusIn(region, fresh);
  if (isBusy(region) || focus === undefined) return late.add(region.id);
  late.delete(region.id);
  initial.set(region.id, fresh.outerHTML);
  const said = fresh.dataset.announce;
  if (said && said !== region.dataset.announce) announce(said);
  region.replaceWith(fresh);
  focus?.focus({ preventScroll: true });
  return fresh.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
}

async function pageAnew() {
  const answer = await fetch(location.href, { cache: "no-store", headers: QUIET }).catch(() => null);
  if (!answer?.ok || answer.redirected) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function refresh() {
  const page = regions().length ? await pageAnew() : null;
  if (page) for (const region of regions()) draw(region, page.getElementById(region.id));
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    count();
    refresh();
    document.dispatchEvent(new CustomEvent("cases"));
  }, SOON_MS);
}

const mayHaveEnded = () => document.dispatchEvent(new Event("session"));

function missed() {
  mayHaveEnded();
  soon();
}

/** Each new connection may have missed something; the first, what a region did not show yet when the page was made. */
function listen() {
  let opened = source !== null;
  const events = new EventSource("/api/v1/events");
  source = events;
  events.addEventListener("open", () => {
    if (opened) missed();
    else refresh();
    opened = true;
  });
  for (const kind of ["case", "discrepancy", "notice"]) events.addEventListener(kind, soon);
  events.addEventListener("error", () => {
    if (events.readyState === EventSource.CLOSED) mayHaveEnded();
  });
}

document.addEventListener("visibilitychange", () => (document.hidden ? source?.close() : listen()));
document.addEventListener("focusout", () => late.size && soon());
document.addEventListener("close", () => late.size && soon(), true);
count();
if (!document.hidden) listen();
