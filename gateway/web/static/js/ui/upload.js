// Sending a form with a file, with progress, which fetch() does not give.
import { ApiError, sessionMark, Unreachable } from "../api.js";
import { language } from "../i18n.js";

/**
 * Posts the FormData; `progressed(percent)` is called while it is sent. Rejects as `api.post` does.
 * @param {string} path @param {FormData} data @param {(percent: number) => void} progressed
 */
export function upload(path, data, progressed) {
  const request = new XMLHttpRequest();
  request.open("POST", path);
  request.responseType = "json";
  request.setRequestHeader("Accept", "application/json");
  request.setRequestHeader("Accept-Language", language);
  request.setRequestHeader("X-CSRF-Token", sessionMark());
  request.upload.addEventListener("progress", ({ loaded, total }) => progressed(Math.floor((100 * loaded) / total)));
  return new Promise((resolve, reject) => {
    request.addEventListener("error", () => reject(new Unreachable(path)));
    request.addEventListener("load", () =>
      request.status < 400 ? resolve(request.response) : reject(new ApiError(request.status, request.response?.error)),
    );
    request.send(data);
  });
}
