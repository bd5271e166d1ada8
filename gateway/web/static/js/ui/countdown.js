// What is due counts down: <time data-closes datetime=… data-over="…">, on the academy's clock; `over` says it has passed.
import { ServerClock } from "../clock.js";
import { t } from "../i18n.js";
import { left } from "./time.js";

const clock = new ServerClock(document.querySelector("meta[name=jurnal-now]").content);
const EVERY_MS = 20_000;

/** @param {HTMLTimeElement} element */
function show(element) {
  const remaining = Date.parse(element.dateTime) - clock.now();
  element.classList.toggle("closes--over", remaining <= 0);
  element.textContent = remaining > 0 ? t("ui.lesson.left", { left: left(remaining) }) : element.dataset.over ?? "";
}

setInterval(() => document.querySelectorAll("time[data-closes]").forEach(show), EVERY_MS);
