// Asking for a substitution: the journals offered are those of who is away.
import { api } from "../api.js";
import { t } from "../i18n.js";
import { enhance, refuseField } from "../ui/form.js";

const form = document.querySelector("[data-substitution]");
const lists = [...form.querySelectorAll("[data-of]")];

const chosen = () => [...form.querySelectorAll("[data-of]:not([hidden]) input:checked")].map((box) => box.value);

function show() {
  for (const list of lists) list.hidden = list.dataset.of !== form.absent.value;
  for (const option of form.substitute.options) option.disabled = option.value !== "" && option.value === form.absent.value;
}

function check() {
  return chosen().length > 0 || refuseField(form.querySelector("[data-of] input") ?? form.absent, t("ui.substitution.none_chosen"));
}

async function send({ command_id, absent, substitute, since, until, text }) {
  const body = { command_id, absent, substitute, journals: chosen(), since, until, text };
  const { id } = await api.post("/api/v1/substitutions", body);
  location.assign(`/cases/${id}`);
}

form.absent.addEventListener("change", show);
show();
enhance(form, send, { check });
