// Signing in; who has a second factor is asked for its code after the password. When there were too many attempts, the
// button says how long to wait.
import { api } from "../api.js";
import { elapsed } from "../clock.js";
import { t } from "../i18n.js";
import { enhance, explain, sayAbove } from "../ui/form.js";
import { wait } from "../ui/time.js";

const form = document.querySelector("[data-sign-in]");
const button = form.querySelector("[type=submit]");

const code = form.querySelector("[data-code]");

/** @param {Values} values */
async function signIn({ login, password, code: typed }) {
  const { user } = await api.post("/api/v1/sessions", { login: login.trim(), password, code: typed ?? "" });
  const next = form.dataset.next;
  location.assign(user.duties.length ? `/first-sign-in?next=${encodeURIComponent(next)}` : next);
}

function askForCode() {
  code.hidden = false;
  form.code.disabled = false;
  form.code.focus();
  return true;
}

/** @param {ApiError} error */
function holdBack(error) {
  if (error.code === "second_factor_required") return askForCode();
  if (error.code === "second_factor_wrong") return false;
  if (error.code === "sign_in_failed") form.password.value = "";
  form.password.focus();
  const seconds = Number(error.params?.retry_after_seconds);
  if (error.code !== "too_many_attempts" || !seconds) return false;
  sayAbove(form, explain(error));
  countDown(elapsed() + seconds * 1000);
  return true;
}

/** @param {number} until */
function countDown(until) {
  const seconds = Math.ceil((until - elapsed()) / 1000);
  button.disabled = seconds > 0;
  button.textContent = seconds > 0 ? t("ui.form.try_in", { left: wait(seconds) }) : t("ui.sign_in.submit");
  if (seconds > 0) setTimeout(countDown, 1000, until);
  else sayAbove(form, t("ui.form.try_now"));
}

enhance(form, signIn, { failed: holdBack });
