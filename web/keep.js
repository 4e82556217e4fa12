// What a form needs once there is something to lose, loaded with the first answer or when there is a draft: drafts,
// where they are kept, for how long, and sealed, so that nobody reads them who finds them elsewhere; and what is shown
// after a trap.
//
// The key is the browser's own, made once, kept in IndexedDB, and cannot be taken out. Sealing with it takes a moment,
// and a page that ends has none: so the key makes pads beforehand (AES in counter mode over nothing), each for one
// token, and what is kept is laid over a pad at once. Where a browser has no such key (a page without TLS, a private
// window), the token is not sealed, only encoded.

export { mishap, salvaged } from './mishap.js';

const SEALED = 'amends-2:';
const OPEN = 'amends-2-open:';
const CIPHER = 'AES-CTR';
/** Days a draft is taken up again, where the host does not say; the most it may say. */
const DAYS = 30;
const MOST_DAYS = 365;
const DAY = 86_400_000;
/** Pads made beforehand: a page that ends may say so twice. */
const PADS = 2;

/** What a request to a database answers. */
const answer = (request) =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

let ownKey;
/** The browser's key; another page may have been quicker to make it. */
const key = () =>
  (ownKey ||= (async () => {
    const opening = indexedDB.open('amends', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('keys');
    const base = await answer(opening);
    const keys = (mode) => base.transaction('keys', mode).objectStore('keys');
    let own = await answer(keys('readonly').get('draft'));
    if (!own) {
      const made = await crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, ['encrypt', 'decrypt']);
      await answer(keys('readwrite').add(made, 'draft')).catch(() => {});
      own = await answer(keys('readonly').get('draft'));
    }
    base.close();
    return own;
  })());

const counting = (counter) => ({ name: CIPHER, counter, length: 32 });

/** Bytes of a pad; more once a draft was longer. */
let size = 1 << 14;
let pads = [];
let making;

/** Makes pads until there are enough; without a key the only pad is none. */
const makePads = () =>
  (making ||= (async () => {
    pads = pads.filter(({ pad }) => pad);
    try {
      while (pads.length < PADS) {
        const counter = crypto.getRandomValues(new Uint8Array(16)).fill(0, 12);
        const pad = await crypto.subtle.encrypt(counting(counter), await key(), new Uint8Array(size));
        pads.push({ counter, pad: new Uint8Array(pad) });
      }
    } catch {
      pads = [{}];
    }
    making = undefined;
  })());

const encoded = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
const decoded = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** The token of a text, not sealed. */
const open = (text) => OPEN + encoded(new TextEncoder().encode(text));

/** The token of a text; none until there is a pad for it. */
function sealed(text) {
  const bytes = new TextEncoder().encode(text);
  const { counter, pad } = pads[0] || {};
  if (pads[0] && !pad) return open(text);
  if (!pad || pad.length < bytes.length) {
    while (size < bytes.length) size *= 2;
    pads = [];
    return undefined;
  }
  pads.shift();
  return SEALED + encoded([...counter.subarray(0, 12), ...bytes.map((byte, at) => byte ^ pad[at])]);
}

/** The text of a token; none of what is no token of ours. */
async function unsealed(token) {
  if (token.startsWith(OPEN)) return new TextDecoder().decode(decoded(token.slice(OPEN.length)));
  if (!token.startsWith(SEALED)) return undefined;
  const bytes = decoded(token.slice(SEALED.length));
  const counter = new Uint8Array(16);
  counter.set(bytes.subarray(0, 12));
  return new TextDecoder().decode(await crypto.subtle.decrypt(counting(counter), await key(), bytes.subarray(12)));
}

/** A draft with its answers as pairs. */
function read(text) {
  const draft = JSON.parse(text);
  return { ...draft, raw: Object.entries(draft.raw) };
}

export class Drafts {
  #place;
  #name;
  #days;
  #text;

  /** `place`: the storage, if any; `name`: the name there; `days`: how long, as the host wrote it. */
  constructor(place, name, days) {
    const wanted = /^\d{1,3}$/.test(days) ? Number(days) : 0;
    this.#days = wanted >= 1 && wanted <= MOST_DAYS ? wanted : DAYS;
    this.#place = place;
    this.#name = name;
    this.prepare();
  }

  /** The draft kept last. */
  get last() {
    return this.#text && read(this.#text);
  }

  /** The draft of an earlier visit, unless it is too old. */
  async read() {
    try {
      const draft = read(await unsealed(this.#place.getItem(this.#name)));
      const age = (Date.now() - Date.parse(draft.on)) / DAY;
      return age > -1 && age < this.#days + 1 ? draft : undefined;
    } catch {
      // Sealed by a key that is gone, or no draft at all.
      return undefined;
    }
  }

  /** Makes ready to keep something. */
  prepare() {
    if (this.#place && pads.length < PADS) makePads();
  }

  /** Keeps a draft, at once where a pad is ready. */
  write(text) {
    if (text === this.#text) return;
    this.#text = text;
    if (this.#place) this.#flush(text);
  }

  #flush(text) {
    if (text !== this.#text) return;
    const token = sealed(text);
    try {
      // In the first moment there is no pad yet: better to be read than to be lost.
      this.#place.setItem(this.#name, token || open(text));
    } catch {
      // A full or forbidden storage costs the draft, never the form.
    }
    const more = makePads();
    if (!token) more.then(() => this.#flush(text));
  }

  forget() {
    this.#text = undefined;
    this.#place?.removeItem(this.#name);
  }
}
