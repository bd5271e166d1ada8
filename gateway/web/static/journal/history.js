// Undo and redo: each step is the changes of one act (a cell typed, a block pasted, a column filled).

export class History {
  /** @type {Step[]} */
  #done = [];
  /** @type {Step[]} */
  #undone = [];

  /** Remembers a step. @param {Step} step */
  record(step) {
    this.#done.push(step);
    this.#undone = [];
  }

  /** The changes that take the last step back, empty when there is none. */
  undo() {
    return this.#turn(this.#done, this.#undone, "before");
  }

  redo() {
    return this.#turn(this.#undone, this.#done, "after");
  }

  get canUndo() {
    return this.#done.length > 0;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }

  /** @param {Step[]} from @param {Step[]} to @param {"before" | "after"} side @returns {Change[]} */
  #turn(from, to, side) {
    const step = from.pop();
    if (!step) return [];
    to.push(step);
    return step.map((change) => ({ cell: change.cell, value: change[side] }));
  }
}
