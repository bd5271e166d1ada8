// Signing a grade sheet: the password is given again.
import { api } from "../api.js";
import { again } from "../ui/again.js";
import { enhance } from "../ui/form.js";

const form = document.querySelector("[data-sign-sheet]");

enhance(form, async ({ command_id, password, code }) => {
  const { signSheet, revision } = form.dataset;
  await api.post(`/api/v1/sheets/${signSheet}/sign`, { command_id, password, code, revision: Number(revision) });
  again();
});
