// Signing a grade sheet, for which the password is given again; annulling one that was opened by mistake.
import { api } from "../api.js";
import { again } from "../ui/again.js";
import { enhance } from "../ui/form.js";

const form = document.querySelector("[data-sign-sheet]");

enhance(form, async ({ command_id, password, code }) => {
  const { signSheet, revision } = form.dataset;
  await api.post(`/api/v1/sheets/${signSheet}/sign`, { command_id, password, code, revision: Number(revision) });
  again();
});

const annulling = document.querySelector("[data-annul-sheet]");

enhance(annulling, async ({ command_id, reason }) => {
  await api.post(`/api/v1/sheets/${annulling.dataset.annulSheet}/annul`, { command_id, reason });
  again();
});
