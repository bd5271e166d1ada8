// The duties of a first sign-in: an own password, the acknowledgement of ¶22, a second factor where it is required.
import { api } from "../api.js";
import { enhance } from "../ui/form.js";
import { enhancePassword } from "../ui/password.js";
import { enhanceSecondFactor } from "../ui/second-factor.js";

enhancePassword(() => location.reload());
enhanceSecondFactor(() => location.reload());

const form = document.querySelector("[data-acknowledge]");

enhance(form, async ({ command_id }) => {
  await api.post("/api/v1/me/acknowledgement", { command_id, text_version: form.dataset.textVersion });
  location.assign(form.dataset.next);
});
