// What every page has: the account menu, signing out, dialogs' buttons, passwords that can be looked at.
import { api } from "../api.js";
import { t } from "../i18n.js";
import { leave, wouldLose } from "./leave.js";

const MENUS = "details[data-menu]";

/** @param {Element | null} except */
const closeMenus = (except) =>
  document.querySelectorAll(`${MENUS}[open]`).forEach((menu) => menu !== except && (menu.open = false));

/** Asked before the session ends: afterwards nothing could be sent any more, nor may the page stay in sight. */
async function signOut() {
  if (wouldLose() && !confirm(t("ui.shell.sign_out_unsent"))) return;
  await api.delete("/api/v1/sessions/current").catch(() => {});
  leave("/signed-out");
}

/** @param {HTMLButtonElement} button */
function reveal(button) {
  const input = document.getElementById(button.dataset.reveal ?? "");
  const shown = input.type === "password";
  input.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
  button.textContent = t(shown ? "ui.form.hide" : "ui.form.show");
}

/** @type {[string, (button: any) => unknown][]} */
const ACTIONS = [
  ["[data-sign-out]", signOut],
  ["[data-reveal]", reveal],
  ["[data-opens]", (button) => document.getElementById(button.dataset.opens).showModal()],
  ["[data-closes-dialog]", (button) => button.closest("dialog").close()],
];

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  closeMenus(target.closest(MENUS));
  for (const [selector, action] of ACTIONS) {
    const button = target.closest(selector);
    if (button) action(button);
  }
});

document.addEventListener("keydown", ({ key }) => {
  const menu = document.querySelector(`${MENUS}[open]`);
  if (key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// On a narrow screen the navigation scrolls sideways: where one is should be in sight.
document.querySelector(".site-nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
