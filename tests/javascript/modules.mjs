// Lets node load the pages' scripts. What stands behind ? in a test's import goes on to all that it imports, so that
// each language has modules of its own; the texts are those that the server would send (gateway/i18n/texts.py).
import { readdirSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import "./page.mjs";

const CATALOGUES = new URL("../../gateway/i18n/", import.meta.url);
const TEXTS = /\/i18n\/(\w\w)\.js$/;

/** The texts of nested objects by their dotted keys. @param {string} prefix @param {any} node @returns {[string, string][]} */
function flat(prefix, node) {
  if (typeof node === "string") return [[prefix, node]];
  return Object.entries(node).flatMap(([name, child]) => flat(`${prefix}.${name}`, child));
}

/** The module of a language's texts. @param {string} language */
function texts(language) {
  const names = readdirSync(CATALOGUES).filter((name) => name.endsWith(`.${language}.json`));
  const all = names.flatMap((name) => flat(name.split(".")[0], JSON.parse(readFileSync(new URL(name, CATALOGUES), "utf8"))));
  return `export const language = "${language}"; export const messages = ${JSON.stringify(Object.fromEntries(all))};`;
}

registerHooks({
  resolve(specifier, context, next) {
    const language = TEXTS.exec(specifier)?.[1];
    if (language) return { url: `texts:${language}`, shortCircuit: true };
    const found = next(specifier, context);
    const query = context.parentURL?.split("?")[1];
    return query ? { ...found, url: `${found.url}?${query}` } : found;
  },
  load(url, context, next) {
    if (!url.startsWith("texts:")) return next(url, context);
    return { format: "module", source: texts(url.slice("texts:".length)), shortCircuit: true };
  },
});
