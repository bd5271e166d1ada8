// Texts in the language of the page, and numbers and dates as that language writes them.
/** @type {{ language: string, messages: Record<string, string> }} */
const { language, messages } = await import(`../i18n/${document.documentElement.lang || "kk"}.js`);

export { language };

/**
 * The text of `key` with each {name} in it replaced by `params[name]`; an unknown key shows itself.
 * @param {string} key @param {Record<string, any>} params
 */
export function t(key, params = {}) {
  const text = messages[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (place, name) => params[name] ?? place);
}

/** "84.50", or a sum of such, as kk and ru (comma) or en (point) write it. @param {string} written @param {string} into */
export const decimal = (written, into = language) => (into === "en" ? written : written.replaceAll(".", ","));
