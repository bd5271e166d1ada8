// The bar above the table: what can be done, and whether everything is saved.
import { t } from "../js/i18n.js";
import { button, el, icon } from "./dom.js";

/** @type {CellState[]} */
const REFUSED = ["refused", "conflict"];

/**
 * The way to a lesson that was not added in time, for who adds none today: the term is over, or somebody else teaches.
 * @param {Journal} journal
 */
const lateLesson = ({ id }) =>
  el("a", { class: "button button--small button--quiet", href: `/cases/new-lesson?journal=${id}` }, icon("plus"), t("journal.lesson.late"));

export class Bar {
  /** @param {Pick<Parts, "journal" | "saver" | "edits" | "drafts" | "actions">} parts */
  constructor({ journal, saver, edits, drafts, actions }) {
    this.journal = journal;
    this.saver = saver;
    this.edits = edits;
    this.drafts = drafts;
    this.status = el("span", { class: "save-state", id: "journal-saved" });
    this.undo = button(t("journal.undo"), actions.undo, { iconName: "undo", kind: "button--quiet", title: "Ctrl+Z" });
    this.redo = button(t("journal.redo"), actions.redo, { iconName: "redo", kind: "button--quiet", title: "Ctrl+Y" });
    document.getElementById("journal-bar").append(...this.#buttons(actions), this.status);
    for (const type of ["cell", "status", "history"]) journal.on(type, () => this.#show());
    this.#show();
  }

  /** @param {Actions} actions */
  #buttons(actions) {
    const { may } = this.journal;
    const add = button(t("journal.lesson.add"), actions.newLesson, { iconName: "plus", kind: "button--primary", title: "N" });
    const list = button(t("journal.paste.list.button"), actions.pasteList, { iconName: "list", kind: "button--quiet" });
    const print = button(t("journal.print"), actions.print, { iconName: "print", kind: "button--quiet" });
    const key = button(t("journal.key.button"), actions.key, { iconName: "lock", kind: "button--quiet" });
    const examiners = button(t("journal.examiners.button"), actions.examiners, { iconName: "list", kind: "button--quiet" });
    const help = button(t("journal.help.button"), actions.help, { iconName: "keyboard", kind: "button--quiet", title: "F1" });
    const lesson = may.create_lesson ? add : may.enter && lateLesson(this.journal);
    const entering = may.enter ? [this.undo, this.redo, list] : [];
    return [lesson, ...entering, print, may.name_examiners && examiners, (!may.enter || may.renew_key) && key, help].filter(Boolean);
  }

  #show() {
    this.undo.disabled = !this.edits.history.canUndo;
    this.redo.disabled = !this.edits.history.canRedo;
    this.status.replaceChildren(...this.#state());
    this.#connection();
  }

  #state() {
    const waiting = this.journal.pending.length;
    const refused = REFUSED.reduce((sum, state) => sum + this.journal.count(state), 0);
    if (refused) return [icon("alert"), t("journal.state.refused", { count: refused })];
    if (waiting) return [icon("clock"), t("journal.state.saving", { count: waiting })];
    return this.journal.may.enter ? [icon("check"), t("journal.state.saved")] : [icon("lock"), t("journal.state.reading")];
  }

  #connection() {
    const notice = document.getElementById("journal-connection");
    const { connection } = this.saver;
    if (notice.dataset.state === connection) return;
    notice.dataset.state = connection;
    notice.hidden = connection === "good";
    if (notice.hidden) return notice.replaceChildren();
    const kept = this.drafts.areKept ? "kept" : "not_kept";
    const words = [connection.replace("-", "_"), kept].map((key) => t(`journal.connection.${key}`));
    notice.replaceChildren(icon("offline"), " ", words.join(" "), " ", this.#remedy(connection));
  }

  /** @param {Saver["connection"]} connection */
  #remedy(connection) {
    if (connection !== "signed-out") return button(t("journal.connection.retry"), () => this.saver.retry());
    const href = `/sign-in?next=${encodeURIComponent(location.pathname)}`;
    return el("a", { href, target: this.drafts.areKept ? "" : "_blank" }, t("journal.connection.sign_in"));
  }
}
