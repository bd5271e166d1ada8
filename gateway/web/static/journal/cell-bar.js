// The strip below the table: the cell under the cursor in words, and what can be done with it.
import { language, t } from "../js/i18n.js";
import { explain } from "../js/ui/form.js";
import { button, el } from "./dom.js";
import { reportDiscrepancy } from "./discrepancy.js";
import { figure, wordsBeside } from "./figures.js";
import { enterMakeUp } from "./make-up.js";
import { reportLink } from "./report-link.js";
import { dayMonth } from "./time.js";
import { BROKEN, meaningKey, show, showCell } from "./value.js";

/** What somebody else has written, in a sentence. @param {Pick<Held, "value" | "broken">} theirs */
const told = ({ value, broken }) => (broken ? BROKEN : show(value) || t("journal.cell.empty"));

export class CellBar {
  /** @param {Pick<Parts, "journal" | "cursor" | "edits" | "actions" | "grid">} parts */
  constructor({ journal, cursor, edits, actions, grid }) {
    this.journal = journal;
    this.cursor = cursor;
    this.edits = edits;
    this.actions = actions;
    this.grid = grid;
    this.section = document.getElementById("journal-cell");
    this.section.tabIndex = -1;
    cursor.addEventListener("move", () => this.show());
    journal.on("cell", (cell) => cell === this.cursor.cell && this.show());
    journal.on("results", () => this.cursor.figure && this.show());
    this.show();
  }

  focus() {
    this.section.querySelector("button")?.focus();
  }

  /** Points at what it says of the cell: why nothing can be typed there. */
  point() {
    this.section.classList.remove("cell-bar--pointed");
    this.section.scrollIntoView({ block: "nearest" });
    requestAnimationFrame(() => this.section.classList.add("cell-bar--pointed"));
  }

  show() {
    this.section.classList.remove("cell-bar--pointed");
    const { cell, figure: name } = this.cursor;
    this.section.hidden = !cell && !name;
    if (cell) this.section.replaceChildren(this.#words(cell), this.#buttons(cell));
    else if (name) this.section.replaceChildren(...this.#result(this.journal.cadets[this.cursor.row], name));
  }

  /** @param {Cadet} cadet @param {FigureName} name */
  #result(cadet, name) {
    const result = this.journal.results.get(cadet.id);
    const said = `${t(`journal.results.names.${name}`)}: ${figure(result, name, language)}`;
    const lines = [said, wordsBeside(result, name)].filter(Boolean);
    const words = el("div", { class: "cell-words" }, el("strong", {}, cadet.name), ...lines.map((line) => el("span", {}, line)));
    return [words, button(t("journal.results.button"), () => this.actions.explain(), { kind: "button--quiet", title: "Enter" })];
  }

  /** @param {Cell} cell */
  #words(cell) {
    const place = `${cell.name}, ${dayMonth(cell.lesson.date)}`;
    const lines = [this.#value(cell), this.#reason(cell)].filter(Boolean);
    return el("div", { class: "cell-words" }, el("strong", {}, place), ...lines.map((line) => el("span", {}, line)));
  }

  /** @param {Cell} cell */
  #value(cell) {
    const meaning = meaningKey(cell.shown);
    const value = cell.isBroken ? `${BROKEN} ${t("journal.cell.broken")}` : showCell(cell) || t("journal.cell.empty");
    const who = cell.author && cell.at && `${cell.author.name}, ${this.journal.clock.moment(cell.at)}`;
    return [meaning ? `${value} (${t(meaning)})` : value, who].filter(Boolean).join(" · ");
  }

  /** @param {Cell} cell */
  #reason(cell) {
    if (cell.state === "conflict" && cell.theirs) return this.#theirs(cell.theirs);
    if (cell.reason) return explain(cell.reason);
    const { clock } = this.journal;
    const barrier = this.journal.barrier(cell);
    if (barrier) return t(`journal.barriers.${barrier}`, { since: clock.moment(cell.lesson.closes_at), name: cell.name });
    const { opened_until } = cell.lesson;
    const until = this.journal.isOpenLate(cell.lesson) && opened_until && clock.moment(opened_until);
    return until && t("journal.lesson.opened_until", { when: until });
  }

  /** @param {Held} theirs */
  #theirs({ author, at, value, broken }) {
    return t("journal.conflict.text", { name: author?.name, when: at && this.journal.clock.moment(at), value: told({ value, broken }) });
  }

  /** @param {Cell} cell */
  #buttons(cell) {
    const buttons = [];
    if (cell.state === "conflict") buttons.push(...this.#choices(cell));
    if (cell.state === "refused") buttons.push(button(t("journal.cell.restore"), () => this.#restore(cell)));
    if (this.journal.mayMakeUp(cell)) buttons.push(this.#makeUp(cell));
    if (this.#isReportable(cell)) buttons.push(reportLink(this.journal, cell.lesson, cell.cadet));
    if (cell.version) buttons.push(this.#history(cell));
    if (this.journal.mayTell(cell.lesson)) buttons.push(this.#discrepancy(cell));
    return el("div", { class: "cluster" }, ...buttons);
  }

  /** @param {Cell} cell */
  #isReportable(cell) {
    return ["closed", "locked"].includes(this.journal.barrier(cell) ?? "") && this.journal.mayReport(cell.lesson);
  }

  /** @param {Cell} cell */
  #choices(cell) {
    /** @param {"mine" | "theirs"} whose */
    const choose = (whose) => () => {
      this.edits.choose(cell, whose);
      this.grid.focus();
    };
    const mine = show(cell.draft ?? null) || t("journal.cell.empty");
    return [
      button(t("journal.conflict.mine", { value: mine }), choose("mine"), { kind: "button--primary" }),
      button(t("journal.conflict.theirs", { value: cell.theirs && told(cell.theirs) }), choose("theirs")),
    ];
  }

  /** @param {Cell} cell */
  #restore(cell) {
    this.edits.restore(cell);
    this.grid.focus();
  }

  /** @param {Cell} cell */
  #history(cell) {
    const open = () => this.actions.history(cell);
    return button(t("journal.history.button"), open, { iconName: "history", kind: "button--quiet", title: "H" });
  }

  /** @param {Cell} cell */
  #makeUp(cell) {
    const enter = () => enterMakeUp(this.journal, cell, () => this.actions.reload());
    return button(t("journal.make_up.button"), enter, { iconName: "plus", kind: "button--primary" });
  }

  /** @param {Cell} cell */
  #discrepancy(cell) {
    const report = () => reportDiscrepancy(this.journal, cell.lesson, cell.cadet);
    return button(t("journal.discrepancy.button"), report, { iconName: "flag", kind: "button--quiet" });
  }
}
