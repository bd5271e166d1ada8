// A short message at the foot of the page, read out by screen readers, gone after a while.
const SHOWN_MS = 6000;

/** @param {string} text */
export function toast(text) {
  const message = document.createElement("p");
  message.className = "toast";
  message.textContent = text;
  document.querySelector("[data-toasts]").append(message);
  setTimeout(() => message.remove(), SHOWN_MS);
}
