// The JSON API as seen from a page: same-origin, signed in by cookie, guarded by the CSRF header.
import { language } from "./i18n.js";

/** A refusal of the server, in the language of the page. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {{ code?: string, rule?: string, message?: string, params?: Record<string, string> }} [refusal]
   */
  constructor(status, { code = "unknown", rule = "", message = "", params = {} } = {}) {
    super(message || code);
    this.status = status;
    this.code = code;
    this.rule = rule;
    this.params = params;
  }
}

/** The server did not answer: nothing is known about what became of the request. */
export class Unreachable extends Error {}

/** Over https the gateway's cookies are tied to the host by their name. */
const PREFIX = location.protocol === "https:" ? "__Host-" : "";
/** @param {string} name */
const cookie = (name) => document.cookie.match(`(?:^|; )${PREFIX}${name}=([^;]*)`)?.[1] ?? "";

/** Differs from session to session, and so from person to person. */
export const sessionMark = () => decodeURIComponent(cookie("jurnal_csrf"));

/** With it a page asks by itself: that keeps no session alive. */
export const QUIET = { "X-Quiet": "1" };

/** @param {string} method @param {any} body @param {Record<string, string>} [more] @returns {RequestInit} */
function options(method, body, more) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json", "Accept-Language": language, ...more };
  if (method !== "GET") headers["X-CSRF-Token"] = sessionMark();
  if (body !== undefined && !(body instanceof FormData)) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(body);
  }
  return { method, headers, body, cache: "no-store", credentials: "same-origin" };
}

/** @param {string} method @param {string} path @param {unknown} [body] @param {Record<string, string>} [more] @returns {Promise<any>} */
async function request(method, path, body, more) {
  const response = await fetch(path, options(method, body, more)).catch((cause) => {
    throw new Unreachable(path, { cause });
  });
  const answer = response.status === 204 ? null : await response.json().catch(() => ({}));
  if (response.status === 401 && more !== QUIET) document.dispatchEvent(new Event("session"));
  if (!response.ok) throw new ApiError(response.status, answer?.error);
  return answer;
}

export const api = {
  get: (/** @type {string} */ path) => request("GET", path),
  glance: (/** @type {string} */ path) => request("GET", path, undefined, QUIET),
  post: (/** @type {string} */ path, /** @type {unknown} */ body) => request("POST", path, body),
  put: (/** @type {string} */ path, /** @type {unknown} */ body) => request("PUT", path, body),
  delete: (/** @type {string} */ path) => request("DELETE", path),
};

/** A fresh command id; works on plain http too, where `crypto.randomUUID` is missing. */
export function commandId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
