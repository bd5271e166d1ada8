// Sealing what stays in the browser's storage: AES-256-GCM, the entry's name bound to it, its length rounded up.
// "1." and base64 of a 96-bit nonce and the ciphertext with its tag.

const FORMAT = "1.";
const NONCE = 12;
const BLOCK = 256;
const SPACE = 0x20;

/** @param {string} text */
const bytes = (text) => new TextEncoder().encode(text);
/** @param {string} text */
const fromBase64 = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
/** @param {number[]} raw */
const toBase64 = (raw) => btoa(Array.from(raw, (byte) => String.fromCharCode(byte)).join(""));

/** The JSON of a value with spaces behind it, so that its size does not tell a mark. @param {unknown} value */
function padded(value) {
  const plain = bytes(JSON.stringify(value));
  const whole = new Uint8Array(Math.ceil(plain.length / BLOCK) * BLOCK).fill(SPACE);
  whole.set(plain);
  return whole;
}

export class Seal {
  #key;

  /** @param {CryptoKey} key */
  constructor(key) {
    this.#key = key;
  }

  /**
   * A seal with the key that the server gave; null without one, and where the page did not come safely (plain http).
   * @param {string | null | undefined} key
   */
  static async with(key) {
    if (!key || !crypto.subtle) return null;
    return new Seal(await crypto.subtle.importKey("raw", fromBase64(key), "AES-GCM", false, ["encrypt", "decrypt"]));
  }

  /** @param {string} name @param {unknown} value */
  async close(name, value) {
    const iv = crypto.getRandomValues(new Uint8Array(NONCE));
    const sealed = await crypto.subtle.encrypt(this.#how(name, iv), this.#key, padded(value));
    return FORMAT + toBase64([...iv, ...new Uint8Array(sealed)]);
  }

  /** The value again; null when it was sealed with another key, moved or altered. @param {string} name @param {string} text */
  async open(name, text) {
    try {
      const raw = text.startsWith(FORMAT) ? fromBase64(text.slice(FORMAT.length)) : new Uint8Array();
      const plain = await crypto.subtle.decrypt(this.#how(name, raw.slice(0, NONCE)), this.#key, raw.slice(NONCE));
      return JSON.parse(new TextDecoder().decode(plain));
    } catch {
      return null;
    }
  }

  /** @param {string} name @param {Uint8Array<ArrayBuffer>} iv */
  #how(name, iv) {
    return { name: "AES-GCM", iv, additionalData: bytes(name) };
  }
}
