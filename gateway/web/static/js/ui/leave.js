// Leaving the page: whoever would lose something with it is asked first; what the page does itself asks nobody.
/** @type {(() => boolean)[]} */
const holders = [];
let free = false;

/** Whether a field holds something else than the page came with. @param {Pick<Written, "value" | "defaultValue">} field */
export const isTyped = ({ value, defaultValue }) => value !== defaultValue;

/**
 * From now on `holds()` says whether its part of the page holds something that has not been sent.
 * @param {() => boolean} holds
 */
export const guard = (holds) => holders.push(holds);

export const wouldLose = () => holders.some((holds) => holds());

/** Goes on to another page, whatever is held here. @param {string} url */
export function leave(url) {
  free = true;
  location.assign(url);
}

addEventListener("beforeunload", (event) => !free && wouldLose() && event.preventDefault());
