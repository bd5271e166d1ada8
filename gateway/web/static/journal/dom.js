// Making and finding elements.

/**
 * An element with properties (`class`, `data-*`, `aria-*` as attributes), listeners (`onclick`) and children.
 * @param {string} tag @param {Record<string, any>} properties @param {any[]} children @returns {any}
 */
export function el(tag, properties = {}, ...children) {
  /** Any property may be set, by its name. @type {any} */
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element && !name.includes("-")) element[name] = value;
    else if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** @param {string} name */
export const icon = (name) => el("span", { class: `icon icon--${name}`, "aria-hidden": "true" });

/** @param {string} text @param {(event: any) => unknown} onclick @param {Record<string, any>} properties */
export const button = (text, onclick, { kind = "", iconName = null, ...rest } = {}) =>
  el("button", { type: "button", class: `button button--small ${kind}`, onclick, ...rest },
    iconName && icon(iconName), text);

/** Opens the page's <dialog id=…>; resolves with its return value ("" when left with Esc). @param {HTMLDialogElement} dialog */
export function ask(dialog) {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true }));
}

/** A table of texts for its heads and of rows, which can be scrolled. @param {string[]} heads @param {Node[]} rows */
export function tableOf(heads, rows) {
  const head = el("tr", {}, ...heads.map((text) => el("th", { scope: "col" }, text)));
  return el("div", { class: "table-wrap" }, el("table", { class: "table" }, el("thead", {}, head), el("tbody", {}, ...rows)));
}
