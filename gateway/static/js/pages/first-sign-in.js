// The two duties of a first sign-in: an own password, and the acknowledgement of ¶22.
import { api } from "../api.js";
import { enhance } from "../ui/form.js";
import { enhancePassword } from "../ui/password.js";

enhancePassword(() => location.reload());

const form = document.querySelector("[data-acknowledge]");

enhance(form, async ({ command_id }) => {
  await api.post("/api/v1/me/acknowledgement", { command_id, text_version: form.dataset.textVersion });
  location.assign(form.dataset.next);
});
