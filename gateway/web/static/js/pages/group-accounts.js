// Accounts for a group's cadets, some at a time: the initial passwords are shown once and kept nowhere.
import { api } from "../api.js";
import { commands } from "../commands.js";
import { t } from "../i18n.js";
import { enhance } from "../ui/form.js";

const form = document.querySelector("[data-register-cadets]");
const done = document.querySelector("[data-registered]");
const numbered = commands();
const progress = document.querySelector("[data-progress]");

/**
 * The slip; or, as the answer to a command sent again holds no password, that it is lost.
 * @param {NewAccount} account @param {string} name
 */
function show(account, name) {
  if (account.initial_password) addSlip(account, name);
  else tellLost(name);
  done.hidden = false;
}

/** @param {string} name */
function tellLost(name) {
  const lost = done.querySelector("[data-lost]");
  const names = lost.querySelector("[data-names]");
  names.textContent = [names.textContent, name].filter(Boolean).join(", ");
  lost.hidden = false;
}

/** One cadet's slip, to be cut out and handed over. @param {NewAccount} account @param {string} name */
function addSlip({ login, initial_password }, name) {
  const slip = done.querySelector("[data-slip]").content.cloneNode(true);
  slip.querySelector("[data-name]").textContent = name;
  slip.querySelector("[data-login]").textContent = login;
  slip.querySelector("[data-password]").textContent = initial_password;
  done.querySelector("[data-slips]").append(slip);
}

/** @param {HTMLInputElement[]} boxes */
async function register(boxes) {
  const cadets = boxes.map((box) => box.value);
  const { accounts } = await api.post(`/api/v1/groups/${form.dataset.registerCadets}/accounts`, numbered({ cadets }));
  accounts.forEach((/** @type {NewAccount} */ account, /** @type {number} */ index) => show(account, boxes[index].dataset.name ?? ""));
  for (const box of boxes) {
    box.checked = false;
    box.disabled = true;
  }
}

enhance(form, async () => {
  const chosen = [...form.querySelectorAll("[name=cadet]:checked")];
  const atOnce = Number(form.dataset.atOnce);
  for (let first = 0; first < Math.max(chosen.length, 1); first += atOnce) {
    progress.textContent = t("ui.cadets.progress", { n: first, all: chosen.length });
    await register(chosen.slice(first, first + atOnce));
  }
  form.hidden = form.querySelectorAll("[name=cadet]:not(:disabled)").length === 0;
  progress.textContent = "";
  done.focus();
});

done.querySelector("[data-print]").addEventListener("click", () => print());
