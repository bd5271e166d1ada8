// The journal on a phone: one lesson as a list, with the lesson before and after a touch away.
import { longDate } from "../js/dates.js";
import { language, t } from "../js/i18n.js";
import { button, el } from "./dom.js";
import { figure, pinnedOf, wordsBeside } from "./figures.js";
import { lessonState } from "./lesson.js";
import { BROKEN, show } from "./value.js";

const NARROW = matchMedia("(width <= 40rem)");
/** @type {Record<string, number>} */
const STEPS = { ArrowUp: -1, ArrowDown: 1, Enter: 1 };

export class Phone {
  /** @type {Map<string, { cell: Cell, input: HTMLInputElement, note: HTMLElement, painted: string | null }>} */
  inputs = new Map();
  /** By cadet. @type {Map<string, HTMLButtonElement>} */
  figures = new Map();

  /** @param {Pick<Parts, "journal" | "cursor" | "edits" | "actions">} parts */
  constructor({ journal, cursor, edits, actions }) {
    this.journal = journal;
    this.cursor = cursor;
    this.edits = edits;
    this.actions = actions;
    this.section = document.getElementById("journal-phone");
    this.section.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#press(event));
    NARROW.addEventListener("change", () => this.render());
    journal.on("lessons", () => this.render());
    journal.on("cell", (cell) => this.#paint(cell));
    journal.on("results", () => this.#paintFigures());
  }

  /** Whether something is typed that is not entered. */
  get isTyped() {
    return this.#unentered.length > 0;
  }

  get #unentered() {
    return this.section.hidden ? [] : [...this.inputs.values()].filter(({ input, painted }) => input.value !== painted);
  }

  /** Draws the list anew; what is typed in it is entered first, and a figure that has the focus keeps it. */
  render() {
    const focused = [...this.figures.keys()].find((id) => this.figures.get(id) === document.activeElement);
    for (const { cell, input } of this.#unentered) this.#typed(cell, input);
    if (NARROW.matches) this.cursor.toLessons();
    const { lesson } = this.cursor;
    this.section.hidden = !NARROW.matches || !lesson;
    if (!this.section.hidden && lesson) this.section.replaceChildren(this.#head(lesson), this.#list(lesson));
    if (focused) this.toFigure(focused);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const handled = !event.isComposing && (this.#walk(event) || this.#replay(event));
    if (handled) event.preventDefault();
  }

  /**
   * Enter and the arrows enter what was typed and go to the next cadet's field or the one before.
   * @param {KeyboardEvent} event
   */
  #walk({ key, shiftKey, target }) {
    const fields = [...this.section.querySelectorAll(".phone-input")];
    const step = key === "Enter" && shiftKey ? -1 : STEPS[key];
    const next = step && fields.includes(target) ? fields[fields.indexOf(target) + step] : undefined;
    next?.focus({ preventScroll: true });
    next?.select();
    return next !== undefined;
  }

  /**
   * Ctrl+Z and Ctrl+Y as in the table; in a field that is being typed in they are the field's own.
   * @param {KeyboardEvent} event
   */
  #replay({ code, ctrlKey, metaKey, shiftKey, target }) {
    if (!(ctrlKey || metaKey) || !["KeyZ", "KeyY"].includes(code) || this.#isTyping(target)) return false;
    if (code === "KeyY" || shiftKey) this.actions.redo();
    else this.actions.undo();
    return true;
  }

  /** @param {EventTarget | null} field */
  #isTyping(field) {
    return this.#unentered.some(({ input }) => input === field);
  }

  /** @param {number} step */
  #go(step) {
    this.cursor.to(Math.max(this.cursor.row, 0), this.cursor.column + step);
    this.render();
  }

  /** @param {Lesson} lesson */
  #head(lesson) {
    const { column, journal } = this.cursor;
    /** @param {number} by @param {string} name @param {string} key */
    const step = (by, name, key) => button("", () => this.#go(by), {
      iconName: name, kind: "button--icon", "aria-label": t(`journal.phone.${key}`), disabled: !journal.lessons[column + by],
    });
    const state = lessonState(this.journal, lesson);
    const words = el("div", { class: "phone-lesson" },
      el("h2", { class: this.journal.isRemoved(lesson) ? "removed" : "" }, longDate(lesson.date)),
      el("p", { class: "muted small" }, [t(`journal.kinds.${lesson.kind}`), lesson.topic, state].filter(Boolean).join(" · ")));
    return el("div", { class: "phone-head" }, step(-1, "back", "before"), words, step(1, "forward", "after"));
  }

  /** @param {Lesson} lesson */
  #list(lesson) {
    this.inputs = new Map();
    this.figures = new Map();
    const rows = this.journal.cadets.map((cadet) => this.#row(this.journal.cell(lesson, cadet)));
    return el("ul", { class: "phone-list" }, ...rows);
  }

  /** @param {Cell} cell */
  #row(cell) {
    const id = `phone-${cell.cadet.id}`;
    const input = el("input", {
      id, class: "input phone-input", autocomplete: "off", value: show(cell.shown),
      readOnly: this.journal.barrier(cell) !== null, onchange: () => this.#typed(cell, input), onfocus: () => this.#enter(cell, li),
    });
    input.setAttribute("inputmode", "numeric");
    input.setAttribute("enterkeyhint", "next");
    input.setAttribute("aria-describedby", `${id}-note`);
    const note = el("span", { id: `${id}-note`, class: "phone-note" });
    const cadet = el("div", { class: "phone-cadet" }, el("label", { htmlFor: id }, cell.name), this.#figure(cell.cadet));
    const li = el("li", {}, cadet, input, note);
    this.inputs.set(cell.key, { cell, input, note, painted: null });
    this.#paint(cell);
    return li;
  }

  /** The rating, or the current mean; none for who sees no marks. @param {Cadet} cadet */
  #figure(cadet) {
    if (!this.journal.figures.length) return "";
    const shown = el("button", { type: "button", class: "phone-result", onclick: () => this.actions.explain(cadet) });
    this.figures.set(cadet.id, shown);
    this.#paintFigure(cadet.id, shown);
    return shown;
  }

  #paintFigures() {
    for (const [cadet, shown] of this.figures) this.#paintFigure(cadet, shown);
  }

  /** @param {string} cadet @param {HTMLElement} shown */
  #paintFigure(cadet, shown) {
    const [name, result] = [pinnedOf(this.journal.figures), this.journal.results.get(cadet)];
    const beside = wordsBeside(result, name);
    shown.classList.toggle("result--barred", beside !== "");
    shown.textContent = [`${t(`journal.results.short.${name}`)} ${figure(result, name, language)}`, beside].filter(Boolean).join(" · ");
  }

  /** Goes to a cadet's figure, as it is drawn now. @param {string} cadet */
  toFigure(cadet) {
    this.figures.get(cadet)?.focus();
  }

  /**
   * The strip at the foot tells of the row one is in, and what can be done with it.
   * @param {Cell} cell @param {HTMLElement} li
   */
  #enter(cell, li) {
    this.cursor.to(this.journal.cadets.indexOf(cell.cadet), this.cursor.column);
    this.codes?.remove();
    if (!this.journal.barrier(cell)) this.#offer(cell, li);
    li.scrollIntoView({ block: "nearest" });
  }

  /** The five codes beside the digits that a phone's keyboard shows. @param {Cell} cell @param {HTMLElement} li */
  #offer(cell, li) {
    /** @param {Value} value */
    const enter = (value) => () => this.edits.enter([{ cell, value }]);
    const buttons = this.journal.codes(cell.lesson).map((code) => button(code, enter(code)));
    const clear = button(t("journal.phone.clear"), enter(null));
    this.codes = el("div", { class: "cluster phone-codes", role: "group", "aria-label": t("journal.phone.codes") }, ...buttons, clear);
    li.append(this.codes);
  }

  /** @param {Cell} cell @param {HTMLInputElement} input */
  #typed(cell, input) {
    const row = this.inputs.get(cell.key);
    if (row) row.painted = input.value;
    this.edits.typed(cell, input.value);
  }

  /** @param {Cell} cell */
  #paint(cell) {
    const row = this.inputs.get(cell.key);
    if (!row) return;
    const typing = document.activeElement === row.input && row.input.value !== row.painted;
    if (!typing) row.painted = row.input.value = cell.text ?? show(cell.shown);
    row.input.className = `input phone-input cell--${cell.state || "still"} ${this.journal.isRemoved(cell.lesson) ? "removed" : ""}`;
    const madeUp = cell.makeUp !== null && t("journal.make_up.spoken", { points: cell.makeUp });
    const broken = cell.isBroken && `${BROKEN} ${t("journal.cell.broken")}`;
    const state = [cell.state && t(`journal.states.${cell.state}`), cell.reason?.message].filter(Boolean).join(": ");
    row.note.textContent = [broken, madeUp, state].filter(Boolean).join(". ");
  }
}
