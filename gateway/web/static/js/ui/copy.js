// Copying text, also over plain http, where the browser offers no clipboard to scripts.
import { t } from "../i18n.js";
import { toast } from "./toast.js";

/** @param {string} text */
function copyBySelection(text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  return copied;
}

/** Puts the text on the clipboard and says whether it worked. @param {string} text */
export async function copy(text) {
  const copied = await (navigator.clipboard?.writeText(text).then(() => true, () => false) ?? copyBySelection(text));
  toast(t(copied ? "ui.shell.copied" : "ui.shell.not_copied"));
}
