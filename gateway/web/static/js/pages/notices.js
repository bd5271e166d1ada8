// Applying, returning and withdrawing notices, each after a question.
import { api } from "../api.js";
import { again } from "../ui/again.js";
import { enhance } from "../ui/form.js";

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const button = target.closest("[data-do]");
  if (!button) return;
  const dialog = document.getElementById(`${button.dataset.do}-dialog`);
  dialog.querySelector("form").dataset.notice = button.dataset.notice;
  dialog.querySelector("[data-which]").textContent = button.dataset.what;
  dialog.showModal();
});

for (const form of document.querySelectorAll("[data-do-form]")) {
  enhance(form, async (command) => {
    await api.post(`/api/v1/notices/${form.dataset.notice}/${form.dataset.doForm}`, command);
    again();
  });
}
