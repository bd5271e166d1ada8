// Choosing or dropping a contingent's file, sending it, and going to what came out.
import { commandId } from "../api.js";
import { t } from "../i18n.js";
import { enhance } from "../ui/form.js";
import { upload } from "../ui/upload.js";

const form = document.querySelector("[data-upload]");
const drop = form?.querySelector("[data-drop]");

function showName() {
  form.querySelector("[data-drop-name]").textContent = form.file.files[0]?.name ?? t("ui.contingent.no_file");
}

/** @param {DragEvent} event */
function takeDropped(event) {
  event.preventDefault();
  drop.classList.remove("drop--over");
  if (event.dataTransfer?.files.length) form.file.files = event.dataTransfer.files;
  showName();
}

/** @param {DragEvent} event */
function hover(event) {
  event.preventDefault();
  drop.classList.add("drop--over");
}

/** @param {number} percent */
function showProgress(percent) {
  const bar = form.querySelector("progress");
  form.querySelector("[data-progress]").hidden = false;
  if (percent < 100) bar.value = percent;
  else bar.removeAttribute("value");
  document.getElementById("progress-text").textContent =
    percent < 100 ? t("ui.contingent.sending", { percent }) : t("ui.contingent.checking");
}

async function send() {
  const data = new FormData(form);
  data.append("command_id", commandId());
  showProgress(0);
  const { id } = await upload("/api/v1/contingents", data, showProgress);
  location.assign(`/contingents/${id}`);
}

function hideProgress() {
  form.querySelector("[data-progress]").hidden = true;
}

enhance(form, send, { failed: hideProgress });
form?.file.addEventListener("change", showName);
drop?.addEventListener("dragover", hover);
drop?.addEventListener("dragleave", () => drop.classList.remove("drop--over"));
drop?.addEventListener("drop", takeDropped);
