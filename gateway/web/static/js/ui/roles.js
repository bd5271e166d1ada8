// A row for each role of somebody, in the fieldset that `role_fields` of parts.html makes.
// What is chosen stands in the form's `roles` as JSON, so that another choice is another command.

/** @param {HTMLElement} row */
function roleOf(row) {
  const faculty = row.querySelector("[data-faculty]");
  return { role: row.querySelector("[data-role]").value, faculty: faculty.hidden ? "" : faculty.value };
}

/** @param {HTMLElement} row @param {HeldRole} role */
function fill(row, { role, faculty }) {
  row.querySelector("[data-role]").value = role;
  if (faculty) row.querySelector("[data-faculty]").value = faculty;
}

/** @param {HTMLElement} row */
function showFaculty(row) {
  const { scoped } = row.querySelector("[data-role]").selectedOptions[0].dataset;
  row.querySelector("[data-faculty]").hidden = scoped !== "yes";
}

/** @param {HTMLFormElement} form @param {HTMLElement} list */
function update(form, list) {
  const rows = /** @type {HTMLElement[]} */ ([...list.children]);
  rows.forEach(showFaculty);
  rows.forEach((row) => (row.querySelector("[data-remove-role]").hidden = rows.length === 1));
  form.roles.value = JSON.stringify(rows.map(roleOf));
}

/** Shows the rows of a form's roles: those held, or one to begin with. @param {HTMLFormElement} form */
export function roleRows(form) {
  const list = form.querySelector("[data-roles]");
  const add = form.querySelector("[data-add-role]");
  const held = JSON.parse(list.dataset.roles);

  /** @param {HeldRole | null} role */
  function addRow(role) {
    const row = form.querySelector("[data-role-row]").content.firstElementChild.cloneNode(true);
    if (role) fill(row, role);
    list.append(row);
    update(form, list);
    return row;
  }

  list.addEventListener("change", () => update(form, list));
  list.addEventListener("click", (/** @type {{ target: Element }} */ { target }) => {
    if (!target.closest("[data-remove-role]")) return;
    target.closest(".role-row").remove();
    update(form, list);
    add.focus();
  });
  add.addEventListener("click", () => addRow(null).querySelector("select").focus());
  (held.length ? held : [null]).forEach(addRow);
}
