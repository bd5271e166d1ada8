// What the server answers to scripts beside the journal itself, and what forms send.

/** What a form's fields hold, by their names. */
type Values = Record<string, string>;
/** A field that somebody writes in. */
type Written = HTMLInputElement | HTMLTextAreaElement;
type ApiError = import("../static/js/api.js").ApiError;

type PersonNames = { family: string; given: string; patronymic: string };
/** `initial_password` is told once: not where the same command was sent before. */
type NewAccount = { login: string; initial_password?: string };
type HeldRole = { role: string; faculty?: string };
/** When the service's data was checked last, and whether that is going on. */
type ServiceCheck = { service: string; at: string | null; under_way: boolean };

/** A version of a cell, or a make-up mark beside it (¶18, ¶19). */
type CellVersion = { version: number; value: Value; author: Person; at: string; case?: string; make_up?: boolean; broken?: boolean };
/** What a lesson was before its teacher put it right (¶18). */
type LessonCorrection = { former_kind: string; former_topic: string; kind: string; topic: string; author: Person; at: string };
/** A key of the journal, since when and by whom (¶5). */
type KeyGeneration = { number: number; author: Person; at: string };
type Naming = { author: Person; at: string };
/** Who may examine, who is named, and at most how many (¶2, ¶3). */
type Examiners = { most: number; people: Named[]; candidates: Named[]; namings: Naming[] };
type Named = Person & { full_name?: string };

/** What a code of an electronic record says; `state` is "valid" while the record is in force. */
type CheckedRecord = {
  state: string;
  since: string | null;
  issued_on: string | null;
  gpa: string | null;
  cadet: string;
  cadet_number: string;
  lines: RecordLine[];
};
type RecordLine = {
  term: string;
  group: string;
  subject: string;
  credits: number;
  figures: Record<string, string | number | null> & { state: string };
};
