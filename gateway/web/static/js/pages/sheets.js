// Opening a grade sheet: one of those that the service offers.
import { api } from "../api.js";
import { enhance } from "../ui/form.js";

const form = document.querySelector("[data-open-sheet]");

enhance(form, async ({ command_id }) => {
  const { journal, kind, lesson } = form.elements.offer.selectedOptions[0].dataset;
  const { id } = await api.post("/api/v1/sheets", { command_id, journal, kind, lesson });
  location.assign(`/sheets/${id}`);
});
