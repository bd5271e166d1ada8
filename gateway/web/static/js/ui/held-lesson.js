/** What a form says of a lesson that was held and is not in the journal. @param {HTMLFormElement} form */
export const heldLesson = ({ date, kind, topic }) => ({ date: date.value, kind: kind.value, topic: topic.value.trim() });
