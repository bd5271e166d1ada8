// The journal as the server tells it (show_journal), and the words that its scripts share.

/** Points, an absence code, or null for an empty cell (¶6). */
type Value = number | string | null;

type Person = { id: string; name: string };
type Stay = { from: string; to?: string | null };
type Called = { name: string; full_name?: string };
type Cadet = Called & Stay & { id: string; number?: string; names?: (Called & { since: string })[]; stays?: Stay[] };

type Lesson = {
  id: string;
  date: string;
  kind: string;
  topic: string;
  state?: string;
  author: Person;
  closes_at: string;
  opened_until?: string | null;
  correction?: number;
};

/** What the server holds of a cell. */
type Held = {
  value: Value;
  version: number;
  author: Person | null;
  at: string | null;
  make_up?: number | null;
  late?: boolean;
  broken?: boolean;
};
/** A cell by the ids of its lesson and its cadet. */
type Place = { lesson: string; cadet: string };
/** A cadet's results (¶2): figures are strings with a point, null where nothing can be said yet. */
type Result = {
  cadet: string;
  current: string | null;
  controls: string | null;
  rating: string | null;
  admitted: boolean;
  attempts: number[];
  examination: number | null;
  final: string | null;
  points: number | null;
  letter: string | null;
  attestation: number | null;
  attestation_letter: string | null;
  broken: boolean;
};
/** A result that has a column in the table. */
type FigureName = "current" | "controls" | "rating" | "examination" | "final" | "letter";
type ExplainedStep = { name: string; expression: string; figure: string; rounded: boolean };
type Explanation = { policy: number; pass_mark: number; result: Result; steps: ExplainedStep[] };
type May = { enter: boolean; create_lesson: boolean; renew_key: boolean; name_examiners?: boolean; file_discrepancy: boolean; make_ups: Place[] };

/** A kind of column to who looks: `enter` ever, `add` today. */
type OfferedKind = { name: string; counts_as: string; codes: string[]; enter: boolean; add: boolean; becomes?: string[] };

type JournalData = {
  id: string;
  subject: { name: string };
  group: { name: string };
  term: { name: string; starts: string };
  teachers: Person[];
  examiners?: Person[];
  cadets: Cadet[];
  lessons: Lesson[];
  marks: (Held & Place)[];
  results: Result[];
  may: May;
  kinds?: OfferedKind[];
  pass_mark: number;
  entry_days?: number;
  now: string;
  draft_key?: string | null;
  damaged?: string[];
};

/** Why a cell takes no entry. */
type Barrier = "membership" | "removed" | "closed" | "locked" | "reader" | "examiners";
type CellState = "" | "waiting" | "saving" | "saved" | "refused" | "conflict";
/** What is said of a refusal, and the paragraph it rests on. */
type Reason = { message: string; rule?: string };

/** What was typed into a cell, and the version that was seen then. */
type Draft = Place & { value: Value; version: number };
/** One request to the server. */
type Batch = { command_id: string; marks: Draft[] };
type Refusal = Place & Reason & { code: string; current?: Held };
type Answer = { saved: (Place & { version: number })[]; refused: Refusal[]; results: Result[] };

type Change = { cell: Cell; value: Value };
type Step = { cell: Cell; before: Value; after: Value }[];

/** A rectangle of cells, both ends included. */
type Rectangle = { top: number; bottom: number; left: number; right: number };
/** Copied text: rows of cells. */
type Block = string[][];
/** Who is meant by a text; else why nobody is. */
type Match = { cadet?: Cadet; why?: string };
type NamedRow = Match & { said: string; texts: string[] };
type NamedRows = { rows: NamedRow[]; unread: string[] };
/** A row of what pasting would do: a mark that stays as it is has no new value. */
type Difference = { cell: Cell; value?: Value; before?: Value };
type LeftOut = { cell: Cell | null; text: string; why: string };
type Order = { row: number; said: string; cadet?: Cadet; here?: Cadet }[];
/** What pasting would do (plan.js). */
type Plan = {
  changes: (Change & { before: Value })[];
  same: Cell[];
  over: number;
  refused: LeftOut[];
  absent?: Cadet[];
  order?: Order | null;
  unread?: string[];
};

type Journal = import("../static/journal/model.js").Journal;
type Cell = import("../static/journal/model.js").Cell;
type Drafts = import("../static/journal/drafts.js").Drafts;
type Saver = import("../static/journal/saver.js").Saver;
type Edits = import("../static/journal/edits.js").Edits;
type Cursor = import("../static/journal/cursor.js").Cursor;
