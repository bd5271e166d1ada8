// The table's keys. Letters are told by their place on the keyboard, so that they work in any layout.
import { typedCharacter } from "./value.js";

const PAGE = 10;
/** @type {Record<string, [number, number]>} */
const MOVES = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-PAGE, 0], PageDown: [PAGE, 0],
};
/** States of a cell in which Esc takes back what was typed. */
const FORGETTABLE = ["refused", "waiting", "saving"];

export class Keyboard {
  /** @param {Pick<Parts, "grid" | "cursor" | "editor" | "edits" | "actions">} parts */
  constructor({ grid, cursor, editor, edits, actions }) {
    this.grid = grid;
    this.cursor = cursor;
    this.editor = editor;
    this.edits = edits;
    this.actions = actions;
    grid.table.addEventListener("keydown", (event) => this.#press(event));
  }

  /** Goes down from the cursor's cell, and enters what is typed in it. */
  enter() {
    if (this.editor.active) this.#leave(1, 0);
    else this.#go(() => this.cursor.by(1, 0));
  }

  /** While an input method composes, the keys are its own. @param {KeyboardEvent} event */
  #press(event) {
    if (event.isComposing) return;
    const handled = this.editor.active ? this.#editing(event) : this.#walking(event);
    if (handled) event.preventDefault();
  }

  /** @param {KeyboardEvent} event */
  #editing(event) {
    const { key, shiftKey } = event;
    if (key === "Escape") return this.#done(this.editor.cancel());
    if (key === "Enter") return this.#leave(shiftKey ? -1 : 1, 0);
    if (key === "Tab") return this.#leaveSideways(shiftKey);
    const vertical = key === "ArrowUp" || key === "ArrowDown";
    const sideways = key === "ArrowLeft" || key === "ArrowRight";
    return (vertical || (sideways && this.editor.replacing)) && this.#leave(...MOVES[key]);
  }

  /** @param {number} rows @param {number} columns */
  #leave(rows, columns) {
    this.editor.commit();
    return this.#go(() => this.cursor.by(rows, columns));
  }

  /** Tab goes on along the row; at its end it leaves the table. @param {boolean} back */
  #leaveSideways(back) {
    this.editor.commit();
    return this.#alongRow(back);
  }

  /** @param {boolean} back */
  #alongRow(back) {
    const last = this.cursor.journal.lessons.length - 1;
    if (back ? this.cursor.column === 0 : this.cursor.column >= last) return false;
    return this.#go(() => this.cursor.by(0, back ? -1 : 1));
  }

  /** @param {KeyboardEvent} event */
  #walking(event) {
    const { key, ctrlKey, metaKey, altKey } = event;
    const command = (ctrlKey || metaKey) && !event.getModifierState("AltGraph");
    if (key in MOVES || key === "Home" || key === "End") return !altKey && this.#move(event, command);
    if (key === "Tab") return this.#alongRow(event.shiftKey);
    if (key === "Enter") return command ? this.#done(this.actions.toBar()) : this.#enter(event);
    return command ? this.#command(event) : !altKey && this.#plain(event);
  }

  /** @param {KeyboardEvent} event @param {boolean} command */
  #move({ key, shiftKey }, command) {
    const { row, column, journal: { cadets, lessons } } = this.cursor;
    const [bottom, right] = [cadets.length - 1, lessons.length - 1];
    /** @type {Record<string, [number, number]>} */
    const places = {
      Home: [command ? 0 : row, 0], End: [command ? bottom : row, right],
      ArrowUp: [0, column], ArrowDown: [bottom, column], ArrowLeft: [row, 0], ArrowRight: [row, right],
    };
    if (key in MOVES && !command) return this.#go(() => this.cursor.by(...MOVES[key], shiftKey));
    return key in places && this.#go(() => this.cursor.to(...places[key], shiftKey));
  }

  /** @param {KeyboardEvent} event */
  #enter({ shiftKey }) {
    const { row, lesson, figure } = this.cursor;
    if (figure) return this.#done(this.actions.explain());
    if (row < 0) return this.#done(lesson && this.actions.lesson(lesson));
    return this.#go(() => this.cursor.by(shiftKey ? -1 : 1, 0));
  }

  /** @param {KeyboardEvent} event */
  #command({ code, shiftKey }) {
    /** @type {Record<string, () => unknown>} */
    const commands = {
      KeyZ: () => (shiftKey ? this.actions.redo() : this.actions.undo()),
      KeyY: () => this.actions.redo(),
      KeyD: () => this.actions.fillDown(),
      KeyA: () => this.#selectAll(),
    };
    return code in commands && this.#done(commands[code]());
  }

  /** @param {KeyboardEvent} event */
  #plain(event) {
    const { cell, figure } = this.cursor;
    if (event.key === " " && figure) return this.#done(this.actions.explain());
    if (event.key === "F2") return this.#done(cell && this.actions.edit());
    if (event.key === "Escape") return this.#done(this.#restore());
    if (event.key === "Delete" || event.key === "Backspace") return this.#done(this.actions.clear());
    if (event.code === "KeyN") return this.#done(this.actions.newLesson());
    if (event.code === "KeyH") return this.#done(cell && this.actions.history(cell));
    if (event.key === "?" || event.key === "F1") return this.#done(this.actions.help());
    const typed = typedCharacter(event);
    return typed.length === 1 && typed !== " " && this.#done(cell && this.actions.edit(typed));
  }

  #restore() {
    for (const cell of this.cursor.cells) if (FORGETTABLE.includes(cell.state)) this.edits.restore(cell);
    this.cursor.to(this.cursor.row, this.cursor.column);
  }

  #selectAll() {
    const { cadets, lessons } = this.cursor.journal;
    this.cursor.selectAll([0, cadets.length - 1], [0, lessons.length - 1]);
  }

  /** @param {() => void} move */
  #go(move) {
    move();
    this.grid.focus();
    return true;
  }

  /** The key was the table's own, whatever came of it. @param {unknown} _ */
  #done(_) {
    return true;
  }
}
