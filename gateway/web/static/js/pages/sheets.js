// Opening a grade sheet.
import { api } from "../api.js";
import { enhance } from "../ui/form.js";

/** The retake for which there is no sheet yet: the last one of the journal. */
async function retakeOf(journal) {
  const { lessons } = await api.get(`/api/v1/journals/${journal}`);
  const retakes = lessons.filter(({ kind, state }) => kind === "retake" && state !== "removed");
  return retakes.at(-1)?.id ?? "";
}

enhance(document.querySelector("[data-open-sheet]"), async ({ command_id, journal, kind }) => {
  const lesson = kind === "retake" ? await retakeOf(journal) : "";
  const { id } = await api.post("/api/v1/sheets", { command_id, journal, kind, lesson });
  location.assign(`/sheets/${id}`);
});
