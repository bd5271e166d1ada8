// What was typed and not yet confirmed, kept on this device so that a reload or a crash loses nothing.
// One entry per cell and one per request under way, each named by person and journal: two windows do not
// overwrite each other, and nobody sends what another person typed on the same machine. Entries are sealed with a
// key that only that person's session gives; where a browser cannot seal, nothing is kept.
import { Seal } from "./seal.js";

/** The drafts that an earlier visit has left, and a place for new ones. */
export async function openDrafts(person, { id, draft_key }) {
  const drafts = new Drafts(`jurnal.${person}.${id}.`, await Seal.with(draft_key));
  await drafts.open();
  return drafts;
}

class Drafts {
  #found = new Map();
  #latest = new Map();

  constructor(prefix, seal) {
    Object.assign(this, { prefix, seal });
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
    await Promise.all(names.map((name) => this.#openOne(name, localStorage.getItem(name))));
  }

  put(cell) {
    const { lesson, cadet, draft, seen } = cell;
    return this.#write(`cell.${cell.key}`, { lesson: lesson.id, cadet: cadet.id, value: draft, version: seen });
  }

  drop(cell) {
    this.#remove(`cell.${cell.key}`);
  }

  putBatch(batch) {
    return this.#write(`batch.${batch.command_id}`, batch);
  }

  dropBatch(batch) {
    this.#remove(`batch.${batch.command_id}`);
  }

  cells() {
    return this.#all("cell.");
  }

  batches() {
    return this.#all("batch.");
  }

  #all(kind) {
    const names = [...this.#found.keys()].filter((name) => name.startsWith(this.prefix + kind));
    return names.map((name) => this.#found.get(name));
  }

  async #openOne(name, text) {
    if (text.startsWith("{")) return this.#takeOver(name, text);
    if (!this.areKept) return;
    const value = await this.seal.open(name, text);
    if (isDraft(value)) this.#found.set(name, value);
    else localStorage.removeItem(name);
  }

  /** An entry that the first release has left in clear. */
  async #takeOver(name, text) {
    const value = readable(text);
    if (isDraft(value)) this.#found.set(name, value);
    if (isDraft(value) && this.areKept) await this.#write(name.slice(this.prefix.length), value);
    else localStorage.removeItem(name);
  }

  /** The newest value of a name is the one that is kept, however long each takes to be sealed. */
  async #write(name, value) {
    if (!this.areKept) return;
    const turn = {};
    this.#latest.set(name, turn);
    const sealed = await this.seal.close(this.prefix + name, value);
    if (this.#latest.get(name) !== turn) return;
    localStorage.setItem(this.prefix + name, sealed);
    this.#latest.delete(name);
  }

  #remove(name) {
    this.#latest.delete(name);
    localStorage.removeItem(this.prefix + name);
  }
}

const isDraft = (value) => typeof value?.lesson === "string" || Array.isArray(value?.marks);

function readable(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
