// Asking for a substitution.
import { api } from "../api.js";
import { enhance } from "../ui/form.js";
import { areJournalsChosen, chosenJournals, followAbsent } from "../ui/substitution.js";

const form = document.querySelector("[data-substitution]");

/** @param {Values} values */
async function send({ command_id, absent, substitute, since, until, text }) {
  const body = { command_id, absent, substitute, journals: chosenJournals(form), since, until, text };
  const { id } = await api.post("/api/v1/substitutions", body);
  location.assign(`/cases/${id}`);
}

followAbsent(form);
enhance(form, send, { check: () => areJournalsChosen(form) });
