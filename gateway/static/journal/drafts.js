// What was typed and not yet confirmed, kept on this device so that a reload or a crash loses nothing.
// One entry per cell and one per request under way, each named by person and journal: two windows do not
// overwrite each other, and nobody sends what another person typed on the same machine.

export class Drafts {
  constructor(person, journal) {
    this.prefix = `jurnal.${person}.${journal}.`;
  }

  put(cell) {
    const { lesson, cadet, draft, seen } = cell;
    this.#write(`cell.${cell.key}`, { lesson: lesson.id, cadet: cadet.id, value: draft, version: seen });
  }

  drop(cell) {
    this.#remove(`cell.${cell.key}`);
  }

  putBatch(batch) {
    this.#write(`batch.${batch.command_id}`, batch);
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
    const names = Object.keys(localStorage).filter((name) => name.startsWith(this.prefix + kind));
    return names.map((name) => JSON.parse(localStorage.getItem(name)));
  }

  #write(name, value) {
    localStorage.setItem(this.prefix + name, JSON.stringify(value));
  }

  #remove(name) {
    localStorage.removeItem(this.prefix + name);
  }
}
