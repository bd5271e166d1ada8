// Having the stored data checked now, and waiting for what the checks find.
import { api } from "../api.js";
import { t } from "../i18n.js";
import { again } from "../ui/again.js";
import { enhance } from "../ui/form.js";

const LOOK_MS = 1000;
/** Beyond it the page is shown anew all the same: it says which check is still under way. */
const MOST_LOOKS = 120;

const form = document.querySelector("[data-check-form]");
const pause = () => new Promise((resolve) => setTimeout(resolve, LOOK_MS));
/** @returns {Promise<ServiceCheck[]>} */
const checks = async () => (await api.get("/api/v1/damages")).checks;
/** @param {Map<string, string | null>} before */
const isOver = (before) => (/** @type {ServiceCheck} */ { service, at, under_way }) => !under_way && at !== before.get(service);

/** Until each of the services that were asked has ended a check since. @param {Map<string, string | null>} before */
async function ended(before) {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const asked = (await checks()).filter(({ service }) => before.has(service));
    if (asked.every(isOver(before))) return;
    await pause();
  }
}

enhance(form, async (command) => {
  const before = new Map((await checks()).map(({ service, at }) => [service, at]));
  await Promise.all([...before.keys()].map((service) => api.post(`/api/v1/damages/checks/${service}`, command)));
  form.querySelector("[data-checking]").textContent = t("ui.damage.under_way");
  await ended(before);
  again();
});
