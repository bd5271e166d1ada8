// Who was in the group on a day, and what they were called then (¶15).

/** A stay of the answer has its last day in it. @param {Stay} stay @param {string} day */
const holds = ({ from, to }, day) => from <= day && (!to || to >= day);

/** Whether a cadet was in the group on a day. @param {Cadet} cadet @param {string} day */
export const isMember = (cadet, day) => (cadet.stays ?? [cadet]).some((stay) => holds(stay, day));

/** What a cadet was called on a day (¶15). @param {Cadet} cadet @param {string} day @returns {Called} */
export const calledOn = (cadet, day) => cadet.names?.findLast(({ since }) => since <= day) ?? cadet.names?.[0] ?? cadet;

/** A cadet's name as it is shown on a lesson's day: told apart from the others'. @param {Cadet} cadet @param {string} day */
export const nameOn = (cadet, day) => calledOn(cadet, day).name;
