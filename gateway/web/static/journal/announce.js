// What a screen reader is told without moving the focus.
let region;

export function announce(text) {
  region ??= document.getElementById("journal-live");
  region.textContent = "";
  requestAnimationFrame(() => (region.textContent = text));
}
