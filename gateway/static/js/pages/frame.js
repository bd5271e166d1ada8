// Creating terms and faculties.
import { api } from "../api.js";
import { again } from "../ui/again.js";
import { enhance } from "../ui/form.js";

for (const form of document.querySelectorAll("[data-create]")) {
  enhance(form, async (command) => {
    await api.post(`/api/v1/${form.dataset.create}`, command);
    again();
  });
}
