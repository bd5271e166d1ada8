// The form that changes one's own password.
import { api } from "../api.js";
import { t } from "../i18n.js";
import { enhance, refuseField } from "./form.js";

/** Calls `changed()` once the password has been changed. @param {() => void} changed */
export function enhancePassword(changed) {
  const form = document.querySelector("[data-change-password]");
  const same = () => form.new.value === form.again.value || refuseField(form.again, t("ui.form.not_the_same"));
  /** @param {Values} values */
  const send = async ({ command_id, old, new: fresh, code = "" }) => {
    await api.post("/api/v1/me/password", { command_id, old, new: fresh, code });
    form.reset();
    changed();
  };
  enhance(form, send, { check: same });
}
