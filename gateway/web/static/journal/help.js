// The keys of the table.
import { t } from "../js/i18n.js";
import { showDialog } from "./dialogs.js";
import { el } from "./dom.js";

const KEYS = {
  move: "← ↑ → ↓", next: "Enter", row: "Tab", ends: "Home, End", edit: "F2", restore: "Esc", clear: "Delete", undo: "Ctrl+Z",
  redo: "Ctrl+Y", fill: "Ctrl+D", select: "Shift+← ↑ → ↓", copy: "Ctrl+C, Ctrl+V", check: "Ctrl+Shift+V", lesson: "N",
  history: "H", bar: "Ctrl+Enter", results: "Enter, Space",
};

export function showHelp() {
  /** @param {[string, string]} key */
  const row = ([name, keys]) => [el("dt", {}, el("kbd", {}, keys)), el("dd", {}, t(`journal.help.keys.${name}`))];
  const codes = ["on_duty", "ill", "unexcused", "leave", "absent"].map((name) => t(`journal.codes.${name}`));
  const letters = ["ж", "а", "дс", "д", "қ"].map((code, place) => `${code}: ${codes[place]}`).join("; ");
  const list = el("dl", { class: "facts keys" }, ...Object.entries(KEYS).flatMap(row));
  return showDialog(t("journal.help.title"), [list, el("p", {}, t("journal.help.codes", { letters }))]);
}
