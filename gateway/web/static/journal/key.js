// Since when the journal's marks are sealed with which key; its faculty's head begins a new one here (¶5).
import { api, commandId } from "../js/api.js";
import { t } from "../js/i18n.js";
import { toast } from "../js/ui/toast.js";
import { problem, showDialog } from "./dialogs.js";
import { el, tableOf } from "./dom.js";

/** @param {Journal} journal */
export async function showKey(journal) {
  const path = `/api/v1/journals/${journal.id}/key`;
  const shown = await api.get(path).then(({ generations }) => table(journal, generations), problem);
  const content = [el("p", {}, t("journal.key.about")), shown];
  if (!journal.may.renew_key) return showDialog(t("journal.key.title"), content);
  const command_id = commandId();
  const onaccept = () => api.post(path, { command_id });
  const answer = await showDialog(t("journal.key.title"), content, { accept: t("journal.key.renew"), onaccept });
  return answer && toast(t("journal.key.renewed"));
}

/** @param {Journal} journal @param {KeyGeneration[]} generations */
function table(journal, generations) {
  if (!generations.length) return el("p", { class: "muted" }, t("journal.key.none"));
  const heads = ["number", "author", "at"].map((name) => t(`journal.key.${name}`));
  const rows = generations.map(({ number, author, at }) => el("tr", {},
    el("td", { class: "num" }, String(number)), el("td", {}, author.name), el("td", { class: "nowrap" }, journal.clock.moment(at))));
  return tableOf(heads, rows);
}
