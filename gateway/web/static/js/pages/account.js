// One's own account: the password, and where one is signed in.
import { api, commandId } from "../api.js";
import { t } from "../i18n.js";
import { again } from "../ui/again.js";
import { explain, sayAbove } from "../ui/form.js";
import { enhancePassword } from "../ui/password.js";
import { enhanceSecondFactor } from "../ui/second-factor.js";
import { toast } from "../ui/toast.js";

enhancePassword(() => toast(t("ui.password.changed")));
enhanceSecondFactor(() => again());

const sessions = document.querySelector("[data-sessions]");

/** @param {HTMLButtonElement} button @param {() => Promise<unknown>} ask */
async function end(button, ask) {
  button.disabled = true;
  try {
    await ask();
    again();
  } catch (error) {
    button.disabled = false;
    sayAbove(sessions, explain(/** @type {Error} */ (error)));
  }
}

for (const button of sessions.querySelectorAll("[data-end-session]")) {
  button.addEventListener("click", () =>
    end(button, () => api.delete(`/api/v1/me/sessions/${button.dataset.endSession}`)),
  );
}
const others = sessions.querySelector("[data-end-others]");
others?.addEventListener("click", () =>
  end(others, () => api.post("/api/v1/me/sessions/end-others", { command_id: commandId() })),
);
