// What is pasted or dropped into a field of one line is taken whole: its lines are not run together, which would make
// another word or number of them.
import { oneLine } from "../../journal/clipboard.js";

const ONE_LINE = "input:is(:not([type]), [type=text], [type=search])";
/** Other text the browser takes whole by itself. */
const OF_SEVERAL = /[\r\n\t"]/;

/**
 * Takes the text of a paste or drop into its field in the browser's stead, where that would change it.
 * @param {Event} event @param {string} text
 */
export function takeWhole(event, text) {
  if (event.defaultPrevented || !OF_SEVERAL.test(text)) return;
  const field = /** @type {HTMLInputElement} */ (event.target);
  event.preventDefault();
  field.setRangeText(oneLine(text), field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** @param {Event} event @param {DataTransfer | null} data */
function take(event, data) {
  if (/** @type {Element} */ (event.target).matches?.(ONE_LINE)) takeWhole(event, data?.getData("text/plain") ?? "");
}

document.addEventListener("paste", (event) => take(event, event.clipboardData));
document.addEventListener("drop", (event) => take(event, event.dataTransfer));
