// Filing a notice: only what its kind needs is asked; another group brings its cadets.
import { api } from "../api.js";
import { t } from "../i18n.js";
import { enhance, refuseField } from "../ui/form.js";

const form = document.querySelector("[data-notice-form]");
const NEEDED = { transfer: ["cadet", "to_group"], expulsion: ["cadet"], rename: ["cadet", "family", "given"], leave: ["cadet"], admission: ["number", "family", "given"] };
const OF_KIND = ["cadet", "to_group", "number", "family", "given", "patronymic", "until"];

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

async function send({ command_id, kind, group, since, text, ...others }) {
  const asked = OF_KIND.filter((name) => isAsked(name) && others[name]);
  const body = { command_id, kind, group, since, text, ...Object.fromEntries(asked.map((name) => [name, others[name]])) };
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
enhance(form, send, { check });
