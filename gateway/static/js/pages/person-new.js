// Registering a person: one row per role; the initial password is shown once and kept nowhere.
import { api } from "../api.js";
import { copy } from "../ui/copy.js";
import { enhance } from "../ui/form.js";

const form = document.querySelector("[data-register]");
const list = form.querySelector("[data-roles]");
const done = document.querySelector("[data-registered]");

function showFaculty(row) {
  const { scoped } = row.querySelector("[data-role]").selectedOptions[0].dataset;
  row.querySelector("[data-faculty]").hidden = scoped !== "yes";
}

function showRemovers() {
  list.querySelectorAll("[data-remove-role]").forEach((button) => (button.hidden = list.children.length === 1));
}

function addRole() {
  const row = document.querySelector("[data-role-row]").content.firstElementChild.cloneNode(true);
  row.addEventListener("change", () => showFaculty(row));
  row.querySelector("[data-remove-role]").addEventListener("click", () => {
    row.remove();
    showRemovers();
  });
  list.append(row);
  showFaculty(row);
  showRemovers();
  return row;
}

function roleOf(row) {
  const faculty = row.querySelector("[data-faculty]");
  return { role: row.querySelector("[data-role]").value, faculty: faculty.hidden ? "" : faculty.value };
}

function show({ login, initial_password }, { family, given, patronymic }) {
  done.querySelector("[data-name]").textContent = [family, given, patronymic].filter(Boolean).join(" ");
  done.querySelector("[data-login]").textContent = login;
  done.querySelector("[data-password]").textContent = initial_password;
  form.hidden = true;
  done.hidden = false;
  done.focus();
}

enhance(form, async ({ command_id, family, given, patronymic, login }) => {
  const person = { family: family.trim(), given: given.trim(), patronymic: patronymic.trim(), login: login.trim() };
  const roles = [...list.children].map(roleOf);
  show(await api.post("/api/v1/people", { command_id, ...person, roles }), person);
});

form.querySelector("[data-add-role]").addEventListener("click", () => addRole().querySelector("select").focus());
done.querySelector("[data-print]").addEventListener("click", () => print());
done.querySelector("[data-copy-password]").addEventListener("click", () =>
  copy(done.querySelector("[data-password]").textContent),
);
addRole();
