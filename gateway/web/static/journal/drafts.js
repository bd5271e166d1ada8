// What was typed and not yet confirmed, kept on this device so that a reload or a crash loses nothing.
// One entry per cell and one per request under way, each named by person and journal: two windows do not
// overwrite each other, and nobody sends what another person typed on the same machine. Entries are sealed with a
// key that only that person's session gives; where a browser cannot seal, nothing is kept.
import { draftOf } from "./model.js";
import { Seal } from "./seal.js";

/**
 * The drafts that an earlier visit has left, and a place for new ones.
 * @param {string} person @param {Pick<JournalData, "id" | "draft_key">} journal
 */
export async function openDrafts(person, { id, draft_key }) {
  const drafts = new Drafts(`jurnal.${person}.${id}.`, await Seal.with(draft_key));
  await drafts.open();
  return drafts;
}

export class Drafts {
  /** What was kept, by name. @type {Map<string, any>} */
  #found = new Map();
  /** What is being sealed, by name. @type {Map<string, object>} */
  #latest = new Map();

  /** @param {string} prefix @param {Seal | null} seal */
  constructor(prefix, seal) {
    this.prefix = prefix;
    this.seal = seal;
  }

  /** Whether this device keeps anything: where not, closing the page loses what was not sent. */
  get areKept() {
    return this.seal !== null;
  }

  /** Whether something typed is not written yet: sealing takes a moment. */
  get isBehind() {
    return this.#latest.size > 0;
  }

  async open() {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(this.prefix));
    await Promise.all(names.map((name) => this.#openOne(name, localStorage.getItem(name) ?? "")));
  }

  /** @param {Cell} cell */
  put(cell) {
    return this.#write(`cell.${cell.key}`, draftOf(cell));
  }

  /** @param {Cell} cell */
  drop(cell) {
    this.#remove(`cell.${cell.key}`);
  }

  /** @param {Batch} batch */
  putBatch(batch) {
    return this.#write(`batch.${batch.command_id}`, batch);
  }

  /** @param {Batch} batch */
  dropBatch(batch) {
    this.#remove(`batch.${batch.command_id}`);
  }

  /** @returns {Draft[]} */
  cells() {
    return this.#all("cell.");
  }

  /** @returns {Batch[]} */
  batches() {
    return this.#all("batch.");
  }

  /** @param {string} kind */
  #all(kind) {
    const names = [...this.#found.keys()].filter((name) => name.startsWith(this.prefix + kind));
    return names.map((name) => this.#found.get(name));
  }

  /** @param {string} name @param {string} text */
  async #openOne(name, text) {
    if (text.startsWith("{")) return this.#takeOver(name, text);
    if (!this.seal) return;
    const value = await this.seal.open(name, text);
    if (isDraft(value)) this.#found.set(name, value);
    else localStorage.removeItem(name);
  }

  /** An entry that the first release has left in clear. @param {string} name @param {string} text */
  async #takeOver(name, text) {
    const value = readable(text);
    if (isDraft(value)) this.#found.set(name, value);
    if (isDraft(value) && this.areKept) await this.#write(name.slice(this.prefix.length), value);
    else localStorage.removeItem(name);
  }

  /**
   * The newest value of a name is the one that is kept, however long each takes to be sealed.
   * @param {string} name @param {Draft | Batch} value
   */
  async #write(name, value) {
    if (!this.seal) return;
    const turn = {};
    this.#latest.set(name, turn);
    const sealed = await this.seal.close(this.prefix + name, value);
    if (this.#latest.get(name) !== turn) return;
    localStorage.setItem(this.prefix + name, sealed);
    this.#latest.delete(name);
  }

  /** @param {string} name */
  #remove(name) {
    this.#latest.delete(name);
    localStorage.removeItem(this.prefix + name);
  }
}

/** @param {any} value */
const isDraft = (value) => typeof value?.lesson === "string" || Array.isArray(value?.marks);

/** @param {string} text */
function readable(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
