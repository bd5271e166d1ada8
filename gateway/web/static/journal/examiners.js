// Who examines the journal's group: the faculty's methodist names them here (¶2, ¶3).
import { api } from "../js/api.js";
import { commands } from "../js/commands.js";
import { t } from "../js/i18n.js";
import { toast } from "../js/ui/toast.js";
import { field, problem, showDialog } from "./dialogs.js";
import { el } from "./dom.js";

/** Shows who is named and asks for others; then calls `named()`. @param {Journal} journal @param {() => unknown} named */
export async function nameExaminers(journal, named) {
  const path = `/api/v1/examinations/${journal.id}/examiners`;
  /** @type {Examiners | Error} */
  const told = await api.get(path).catch((error) => error);
  if (told instanceof Error) return showDialog(t("journal.examiners.title"), [problem(told)]);
  const choices = Array.from({ length: told.most }, (_, place) => choice(told, place));
  const numbered = commands();
  const people = () => [...new Set(choices.map(({ value }) => value).filter(Boolean))];
  const onaccept = () => api.put(path, numbered({ people: people() }));
  const content = [
    el("p", {}, t("journal.examiners.about")),
    ...choices.map((select, place) => field(t("journal.examiners.number", { number: place + 1 }), select)),
    ...told.namings.slice(0, 1).map((last) => since(journal, last)),
  ];
  const answer = await showDialog(t("journal.examiners.title"), content, { accept: t("journal.examiners.accept"), onaccept });
  if (answer !== "ok") return;
  toast(t("journal.examiners.named"));
  named();
}

/**
 * One of the examiners, or nobody; who is named and no longer a teacher stays to be seen.
 * @param {Examiners} told @param {number} place
 */
function choice({ people, candidates }, place) {
  const current = people[place];
  const known = candidates.some(({ id }) => id === current?.id);
  const all = current && !known ? [current, ...candidates] : candidates;
  const options = all.map(({ id, name, full_name }) => el("option", { value: id }, full_name || name));
  const select = el("select", { id: `examiner-${place}`, autofocus: place === 0 }, el("option", { value: "" }, "–"), ...options);
  select.value = current?.id ?? "";
  return select;
}

/** @param {Journal} journal @param {Naming} naming */
const since = (journal, { author, at }) =>
  el("p", { class: "small muted" }, t("journal.examiners.since", { name: author.name, when: journal.clock.moment(at) }));
