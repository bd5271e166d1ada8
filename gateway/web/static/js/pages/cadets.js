// Letting cadets sign in, or no longer.
import { api } from "../api.js";
import { again } from "../ui/again.js";
import { enhance } from "../ui/form.js";

const form = document.querySelector("[data-switch-cadets]");

enhance(form, async ({ command_id }) => {
  await api.put("/api/v1/cadet-sign-in", { command_id, on: form.dataset.switchCadets === "on" });
  again();
});
