// Texts in the language of the page, and numbers and dates as that language writes them.
const { language, messages } = await import(`../i18n/${document.documentElement.lang || "kk"}.js`);

export { language };

/** The text of `key` with each {name} in it replaced by `params[name]`; an unknown key shows itself. */
export function t(key, params = {}) {
  const text = messages[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (place, name) => params[name] ?? place);
}
