// Registering a person: the initial password is shown once and kept nowhere.
import { api } from "../api.js";
import { copy } from "../ui/copy.js";
import { forget } from "../ui/as-new.js";
import { enhance } from "../ui/form.js";
import { roleRows } from "../ui/roles.js";

const form = document.querySelector("[data-register]");
const done = document.querySelector("[data-registered]");

/** @param {NewAccount} account @param {PersonNames} person */
function show({ login, initial_password }, { family, given, patronymic }) {
  done.querySelector("[data-name]").textContent = [family, given, patronymic].filter(Boolean).join(" ");
  done.querySelector("[data-login]").textContent = login;
  done.querySelector("[data-password]").textContent = initial_password;
  form.hidden = true;
  done.hidden = false;
  done.focus();
}

roleRows(form);
enhance(form, async ({ command_id, family, given, patronymic, login, roles, as_new }) => {
  const person = { family: family.trim(), given: given.trim(), patronymic: patronymic.trim(), login: login.trim() };
  const body = { command_id, ...person, roles: JSON.parse(roles), ...(as_new && { as_new: true }) };
  show(await api.post("/api/v1/people", body), person);
});
for (const name of ["family", "given", "patronymic", "login"]) form[name].addEventListener("input", () => forget(form));

done.querySelector("[data-print]").addEventListener("click", () => print());
done.querySelector("[data-copy-password]").addEventListener("click", () =>
  copy(done.querySelector("[data-password]").textContent),
);
