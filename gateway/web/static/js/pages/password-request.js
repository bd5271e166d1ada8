// A head answers a request for a new password: the initial password is shown once and kept nowhere.
import { api } from "../api.js";
import { again } from "../ui/again.js";
import { copy } from "../ui/copy.js";
import { enhance } from "../ui/form.js";

const answer = document.querySelector("[data-request]");
const made = document.querySelector("[data-made]");
const place = made.querySelector("[data-password]");
const path = `/api/v1/password-requests/${answer.dataset.request}`;

/** @param {string} initialPassword */
function show(initialPassword) {
  place.textContent = initialPassword;
  answer.hidden = true;
  document.querySelector("[data-open]").hidden = true;
  made.hidden = false;
  made.focus();
}

enhance(document.querySelector("[data-confirm]"), async ({ username, ...command }) => {
  const { initial_password } = await api.post(`${path}/confirm`, command);
  if (initial_password) show(initial_password);
  else again();
});
enhance(document.querySelector("[data-refuse]"), async (command) => {
  await api.post(`${path}/refuse`, command);
  location.assign("/password-requests");
});
made.querySelector("[data-print]").addEventListener("click", () => print());
made.querySelector("[data-copy-password]").addEventListener("click", () => copy(place.textContent));
