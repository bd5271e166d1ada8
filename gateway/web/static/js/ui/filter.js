// Typing in <input data-filter> leaves only the rows of tables with `data-filtered` that hold every word typed.
import { language, t } from "../i18n.js";

const input = document.querySelector("[data-filter]");
const rows = [...document.querySelectorAll("table[data-filtered] tbody tr")];
const texts = rows.map((row) => row.textContent.toLocaleLowerCase(language));

/** @param {number} number */
function counted(number) {
  const forms = t("ui.count.found", { n: number }).split("|");
  const names = forms.length === 3 ? ["one", "few", "many"] : ["one", "other"];
  return forms[names.indexOf(new Intl.PluralRules(language).select(number))] ?? forms.at(-1);
}

function filter() {
  /** @type {string[]} */
  const words = input.value.toLocaleLowerCase(language).split(/\s+/).filter(Boolean);
  rows.forEach((row, index) => (row.hidden = !words.every((word) => texts[index].includes(word))));
  for (const section of document.querySelectorAll("section:has(table[data-filtered])")) {
    section.hidden = !section.querySelector("tbody tr:not([hidden])");
  }
  const found = rows.filter((row) => !row.hidden).length;
  document.getElementById("filter-count").textContent = words.length ? counted(found) : "";
}

input?.addEventListener("input", filter);
