// Closing a discrepancy with a reason.
import { api } from "../api.js";
import { enhance } from "../ui/form.js";

const dialog = document.getElementById("close-dialog");
const form = dialog.querySelector("[data-close-form]");

document.addEventListener("click", ({ target }) => {
  const id = target.closest("[data-close-discrepancy]")?.dataset.closeDiscrepancy;
  if (!id) return;
  form.dataset.discrepancy = id;
  dialog.showModal();
});

enhance(form, async (command) => {
  await api.post(`/api/v1/discrepancies/${form.dataset.discrepancy}/close`, command);
  location.reload();
});
