// What a browser gives a page's scripts, as far as those that are tested without one ask for it.

/** The browser's storage: its entries are its own properties, its methods are not. */
class Storage {
  /** @param {string} name */
  getItem(name) {
    return Reflect.get(this, name) ?? null;
  }

  /** @param {string} name @param {string} text */
  setItem(name, text) {
    Reflect.set(this, name, text);
  }

  /** @param {string} name */
  removeItem(name) {
    Reflect.deleteProperty(this, name);
  }
}

const page = new EventTarget();
const document = Object.assign(new EventTarget(), {
  documentElement: { lang: "en" }, cookie: "jurnal_csrf=first", hidden: false, getElementById: () => ({}),
});

/** @type {Record<string, unknown>} */
const given = {
  document,
  location: { protocol: "http:" },
  localStorage: new Storage(),
  addEventListener: page.addEventListener.bind(page),
  dispatchEvent: page.dispatchEvent.bind(page),
  requestAnimationFrame: () => 0,
};
for (const [name, value] of Object.entries(given)) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
