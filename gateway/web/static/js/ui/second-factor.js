// Setting up a second factor: the password gives a secret for the telephone, its first code the recovery codes.
import { api } from "../api.js";
import { copy } from "./copy.js";
import { enhance } from "./form.js";

/** @param {HTMLElement} root @param {HTMLElement} part */
function show(root, part) {
  root.querySelectorAll("[data-set-up], [data-offer], [data-recovery]").forEach((each) => {
    each.hidden = each !== part;
  });
}

/** @param {HTMLElement} root @param {{ secret: string, qr: string }} secret */
function offer(root, { secret, qr }) {
  const part = root.querySelector("[data-offer]");
  part.querySelector("[data-qr]").src = qr;
  part.querySelector("[data-secret]").textContent = secret.replace(/(.{4})(?=.)/g, "$1 ");
  show(root, part);
  part.querySelector("input").focus();
}

/** @param {HTMLElement} root @param {string[]} codes */
function tellCodes(root, codes) {
  const part = root.querySelector("[data-recovery]");
  const items = codes.map((code) => {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("code"), { textContent: code }));
    return item;
  });
  part.querySelector("[data-codes-list]").replaceChildren(...items);
  part.querySelector("[data-copy-codes]").onclick = () => copy(codes.join("\n"));
  show(root, part);
  part.focus();
}

/** Calls `done()` once the recovery codes have been kept. @param {() => void} done */
export function enhanceSecondFactor(done) {
  const root = document.querySelector("[data-second-factor]");
  if (!root) return;
  enhance(root.querySelector("[data-set-up]"), async ({ password, code = "" }) => {
    offer(root, await api.post("/api/v1/me/second-factor", { password, code }));
    root.querySelector("[data-set-up]").reset();
  });
  enhance(root.querySelector("[data-confirm-factor]"), async ({ code }) => {
    tellCodes(root, (await api.post("/api/v1/me/second-factor/confirmation", { code })).codes);
  });
  root.querySelector("[data-print-codes]").addEventListener("click", () => print());
  root.querySelector("[data-kept]").addEventListener("click", done);
}
