// Deciding on a contingent, saying which of two names that look alike is meant, and copying its errors.
import { api } from "../api.js";
import { again } from "../ui/again.js";
import { copy } from "../ui/copy.js";
import { enhance } from "../ui/form.js";

for (const form of document.querySelectorAll("[data-decide]")) {
  const path = `/api/v1/contingents/${form.dataset.contingent}/${form.dataset.decide}`;
  enhance(form, async (command) => {
    await api.post(path, command);
    again();
  });
}

const settling = document.querySelector("[data-settle]");

function choices() {
  const asked = [...settling.querySelectorAll("[data-choice]")];
  const chosen = asked.map((place) => [place, place.querySelector("input:checked")]).filter(([, input]) => input);
  return chosen.map(([place, { value: take }]) => {
    const { sheet, row, column } = place.dataset;
    return { sheet, row: Number(row), column, take };
  });
}

enhance(settling, async ({ command_id }) => {
  await api.post(`/api/v1/contingents/${settling.dataset.settle}/settle`, { command_id, choices: choices() });
  again();
});

const button = document.querySelector("[data-copy]");
button?.addEventListener("click", () => copy(document.getElementById(button.dataset.copy).value));
