// Filing a notice: only what its kind needs is asked; another group brings its cadets.
import { api } from "../api.js";
import { t } from "../i18n.js";
import { forget as forgetNew } from "../ui/as-new.js";
import { enhance, refuseField } from "../ui/form.js";

const form = document.querySelector("[data-notice-form]");
/** @type {Record<string, string[]>} */
const NEEDED = {
  transfer: ["cadet", "to_group"], expulsion: ["cadet"], rename: ["cadet", "family", "given"], leave: ["cadet"],
  admission: ["number", "family", "given"],
};
const OF_KIND = ["cadet", "to_group", "number", "family", "given", "patronymic", "until"];

let alike = "";

/** Another cadet, group, number or name is another question. */
function forget() {
  forgetNew(form);
  form.querySelector("[data-look-alike]").hidden = true;
  for (const input of form.querySelectorAll("[name=take]")) input.checked = false;
}

/** @param {string} name */
const isAsked = (name) => !form[name].closest("[data-for]") || !form[name].closest("[data-for]").hidden;

function show() {
  const kind = form.kind.value;
  for (const part of form.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(kind);
  for (const name of OF_KIND) form[name].required = NEEDED[kind].includes(name);
  document.getElementById("kind-hint").textContent = t(`ui.notices.what.${kind}`);
}

function check() {
  const missing = NEEDED[form.kind.value].find((name) => !form[name].value.trim());
  return !missing || refuseField(form[missing], t("ui.form.required"));
}

/**
 * Whom an admission is of: the one on record who looks alike, or somebody new.
 * @param {string} kind @param {string} take @param {Values} others
 */
function who(kind, take, others) {
  if (kind === "admission" && take === "existing") return { cadet: alike };
  const asked = OF_KIND.filter((name) => isAsked(name) && others[name]);
  return { ...Object.fromEntries(asked.map((name) => [name, others[name]])), ...(take === "new" && { as_new: true }) };
}

/** @param {Values} values */
async function send({ command_id, kind, group, since, text, take, as_new, ...others }) {
  const body = { command_id, kind, group, since, text, ...who(kind, take, others), ...(as_new && { as_new: true }) };
  const { id } = await api.post("/api/v1/notices", body);
  location.assign(`/notices?state=filed#${id}`);
}

form.kind.addEventListener("change", show);
form.group.addEventListener("change", () => {
  const query = new URLSearchParams({ kind: form.kind.value, group: form.group.value });
  form.group.value = [...form.group.options].find((option) => option.defaultSelected)?.value ?? form.group.value;
  location.assign(`/notices/new?${query}`);
});
show();
for (const name of ["kind", "cadet", "to_group", "number", "family", "given", "patronymic"]) form[name].addEventListener("input", forget);
enhance(form, send, {
  check,
  failed: ({ code, params }) => {
    if (code === "looks_like") alike = params.cadet;
  },
});
