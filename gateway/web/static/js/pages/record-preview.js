// Issuing a cadet's electronic record: the password is given again.
import { api } from "../api.js";
import { enhance } from "../ui/form.js";

const form = document.querySelector("[data-issue-record]");

enhance(form, async ({ command_id, password, code }) => {
  const { id } = await api.post("/api/v1/records", { command_id, password, code, cadet: form.dataset.issueRecord });
  location.assign(`/records/${id}`);
});
