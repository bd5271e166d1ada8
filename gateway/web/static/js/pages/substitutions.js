// Ending a substitution at once, with a reason.
import { api } from "../api.js";
import { again } from "../ui/again.js";
import { enhance } from "../ui/form.js";

const dialog = document.getElementById("revoke-dialog");
const form = dialog.querySelector("[data-revoke-form]");

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const id = target.closest("[data-revoke]")?.dataset.revoke;
  if (!id) return;
  form.dataset.case = id;
  dialog.showModal();
});

enhance(form, async (command) => {
  await api.post(`/api/v1/substitutions/${form.dataset.case}/revoke`, command);
  again();
});
