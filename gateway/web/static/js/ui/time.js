// How long it still takes, in words.
import { t } from "../i18n.js";

/** The two largest units of a time left, at least a minute: "1 d 4 h". @param {number} milliseconds */
export function left(milliseconds) {
  const total = Math.max(1, Math.floor(milliseconds / 60_000));
  const [days, hours, minutes] = [Math.floor(total / 1440), Math.floor((total % 1440) / 60), total % 60];
  if (days) return t("ui.left.days", { days, hours });
  if (hours) return t("ui.left.hours", { hours, minutes });
  return t("ui.left.minutes", { minutes });
}

/** Seconds as "3 min 20 s". @param {number} seconds */
export function wait(seconds) {
  const minutes = Math.floor(seconds / 60);
  return t(minutes ? "ui.form.minutes" : "ui.form.seconds", { minutes, seconds: seconds % 60 });
}
