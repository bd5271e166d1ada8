// Putting a proposed policy in force.
import { api } from "../api.js";
import { again } from "../ui/again.js";
import { enhance } from "../ui/form.js";

const form = document.querySelector("[data-in-force]");

enhance(form, async (command) => {
  await api.post(`/api/v1/policies/${form.dataset.inForce}/in-force`, command);
  again();
});
