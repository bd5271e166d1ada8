// Who was in the group on a day, and what they were called then (¶15).

/** A stay of the answer has its last day in it. */
const holds = ({ from, to }, day) => from <= day && (!to || to >= day);

/** Whether a cadet was in the group on a day. */
export const isMember = (cadet, day) => (cadet.stays ?? [cadet]).some((stay) => holds(stay, day));

/** What a cadet was called on a day (¶15): {name, full_name}. */
export const calledOn = (cadet, day) => cadet.names?.findLast(({ since }) => since <= day) ?? cadet.names?.[0] ?? cadet;

/** A cadet's name as it is shown on a lesson's day: told apart from the others'. */
export const nameOn = (cadet, day) => calledOn(cadet, day).name;
