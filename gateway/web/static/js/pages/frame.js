// Creating terms and faculties; one that looks like another is created once that is said to be meant.
import { api } from "../api.js";
import { again } from "../ui/again.js";
import { forget } from "../ui/as-new.js";
import { enhance } from "../ui/form.js";

for (const form of document.querySelectorAll("[data-create]")) {
  enhance(form, async ({ as_new, ...command }) => {
    await api.post(`/api/v1/${form.dataset.create}`, as_new ? { ...command, as_new: true } : command);
    again();
  });
  form.elements.name.addEventListener("input", () => forget(form));
}
