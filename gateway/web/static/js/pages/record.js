// Revoking an electronic record: with a reason, and the password given again.
import { api } from "../api.js";
import { again } from "../ui/again.js";
import { enhance } from "../ui/form.js";

const form = document.querySelector("[data-revoke-record]");

enhance(form, async ({ command_id, reason, password, code }) => {
  await api.post(`/api/v1/records/${form.dataset.revokeRecord}/revoke`, { command_id, reason, password, code });
  again();
});
