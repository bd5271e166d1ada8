// Deciding on a contingent, and copying its errors.
import { api } from "../api.js";
import { again } from "../ui/again.js";
import { copy } from "../ui/copy.js";
import { enhance } from "../ui/form.js";

for (const form of document.querySelectorAll("[data-decide]")) {
  const path = `/api/v1/contingents/${form.dataset.contingent}/${form.dataset.decide}`;
  enhance(form, async (command) => {
    await api.post(path, command);
    again();
  });
}

const button = document.querySelector("[data-copy]");
button?.addEventListener("click", () => copy(document.getElementById(button.dataset.copy).value));
