// When the session has ended, or is another person's, what the page shows is covered until its owner is back (¶5).
// The event "session" on the document says that this may be so.
import { api } from "../api.js";
import { isTyped, wouldLose } from "./leave.js";

const veil = document.querySelector("[data-veil]");
const way = veil.querySelector("a");
const owner = document.body.dataset.owner;
let covered = false;

/** An id, "" for nobody, null where the server does not say. */
const whoIsSignedIn = () =>
  api.glance("/api/v1/me").then(({ id }) => id, ({ status }) => (status === 401 ? "" : null));

/** What was typed into a form would be lost with the page, or whoever asks before it is left would ask now. */
const holdsSomething = () =>
  [...document.querySelectorAll("main textarea, main input:not([type=radio], [type=checkbox])")].some(isTyped) || wouldLose();

function cover() {
  covered = true;
  way.href = `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
  way.target = holdsSomething() ? "_blank" : "";
  if (!veil.open) veil.showModal();
}

function uncover() {
  covered = false;
  veil.close();
}

async function look() {
  const person = await whoIsSignedIn();
  if (person === owner) uncover();
  else if (person !== null) cover();
}

const lookAgain = () => covered && !document.hidden && look();

veil.addEventListener("cancel", (/** @type {Event} */ event) => event.preventDefault());
veil.addEventListener("close", () => covered && cover());
document.addEventListener("visibilitychange", lookAgain);
addEventListener("focus", lookAgain);
document.addEventListener("session", look);
