// A command keeps its id while its body stays the same: sent again, it counts once. Another body is another command.
import { commandId } from "./api.js";

/** Gives the bodies of one form or dialog their ids. */
export function commands() {
  let last = { text: "", command_id: "" };
  return (/** @type {object} */ body) => {
    const text = JSON.stringify(body);
    if (last.text !== text) last = { text, command_id: commandId() };
    return { ...body, command_id: last.command_id };
  };
}
