// What a screen reader is told without moving the focus.
/** @type {HTMLElement | undefined} */
let region;

/** @param {string} text */
export function announce(text) {
  const place = (region ??= document.getElementById("journal-live"));
  place.textContent = "";
  requestAnimationFrame(() => (place.textContent = text));
}
