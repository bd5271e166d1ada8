// The parts of the journal's page, and what they ask of each other.

type Grid = import("../static/journal/grid.js").Grid;
type Editor = import("../static/journal/editor.js").Editor;
type Keyboard = import("../static/journal/keyboard.js").Keyboard;

/** What a key, a button or a press can do. */
type Actions = Record<
  "clear" | "undo" | "redo" | "fillDown" | "newLesson" | "examiners" | "key" | "pasteList" | "print" | "help" | "toBar" | "reload",
  () => unknown
> & {
  edit(text?: string): unknown;
  lesson(lesson: Lesson): unknown;
  history(cell: Cell): unknown;
  explain(cadet?: Cadet): unknown;
};

/** The journal page's parts, of which each takes what it needs. */
type Parts = {
  journal: Journal;
  drafts: Drafts;
  saver: Saver;
  edits: Edits;
  cursor: Cursor;
  grid: Grid;
  editor: Editor;
  keyboard: Keyboard;
  actions: Actions;
};
