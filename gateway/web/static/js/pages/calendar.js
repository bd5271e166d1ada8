// Saying what a day is: for cases decided from now on.
import { api } from "../api.js";
import { enhance } from "../ui/form.js";

enhance(document.querySelector("[data-calendar]"), async ({ command_id, day, working, reason }) => {
  await api.post("/api/v1/calendar", { command_id, day, working: working === "yes", reason });
  location.assign(`/calendar?year=${day.slice(0, 4)}`);
});
