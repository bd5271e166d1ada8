// That a name which looks like another is meant all the same (parts.as_new).

/** What was said of one name is not said of another. @param {HTMLFormElement} form */
export function forget(form) {
  for (const input of form.querySelectorAll("[name=as_new]")) {
    input.checked = false;
    input.closest(".field").hidden = true;
  }
}
