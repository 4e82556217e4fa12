// The custom element <amends-form>: loads once for all instances, when the first comes near the screen or takes the
// focus; mounts the form in an open shadow root; shows the form inside the tag until then and after any failure, and
// takes over what was filled in there. The public contract is README.md.

import {
  PACKED,
  Trouble,
  discard,
  engine,
  forget,
  later,
  packed,
  policyAt,
  refusing,
  sheet,
  whole,
  words,
} from './loading.js';
import { World } from './world.js';

const LANGUAGES = ['zh-Hans', 'zh-Hant', 'en'];
const PROPERTIES = ['known', 'messages', 'policyDocument'];
const DOCUMENT = 'application/json';
/** Begins the ids and groups of a form that the service has drawn. */
const DRAWN = /^amends-0-/;
const FIRST = 'problem';
const HERE = new URL('.', import.meta.url).href;

/** Forms that have ended, by glue: each takes another one. */
const resting = new WeakMap();
let instances = 0;

/** The shipped language nearest to a wanted one; Chinese in the script the tag names or its region writes. */
function nearest(wanted) {
  const tag = wanted.toLowerCase();
  const script = /-(hans|hant|tw|hk|mo)\b/.exec(tag);
  const own = tag.startsWith('zh') && script && script[1] !== 'hans' ? 'zh-Hant' : tag.split('-')[0];
  return LANGUAGES.find((language) => language === own || language.split('-')[0] === own) || 'en';
}

/** Facts as documents hold them: text, true or false, whole numbers; fractions become text. */
const facts = (known) =>
  Object.entries(known || {}).map(([fact, value]) =>
    typeof value === 'number' && !Number.isSafeInteger(value) ? [fact, String(value)] : [fact, value],
  );

/** What was filled in without script, by field; where it was, and whether it was the customer who did it. */
function filled(form) {
  if (!form) return [];
  const data = new FormData(form);
  const typed = Object.fromEntries([...data].map(([name, value]) => [name.replace(DRAWN, ''), value]));
  const changed = (it) =>
    it.selectedIndex > 0 || ('defaultValue' in it && (it.value !== it.defaultValue || it.checked !== it.defaultChecked));
  const touched = (typed.screen || FIRST) !== FIRST || [...form.elements].some(changed);
  return Object.entries({ ...typed, wish: data.getAll('wish').join(' '), touched: touched ? 'yes' : '' });
}

/** Where an address leads that was answered by another; none where it could run something. */
function leads(address, from) {
  try {
    const { protocol, href } = new URL(address, new URL(from, document.baseURI));
    return protocol.startsWith('http') ? href : undefined;
  } catch {
    return undefined;
  }
}

// On a server there is no HTMLElement; importing this file there does nothing.
export class AmendsForm extends (globalThis.HTMLElement || class {}) {
  static observedAttributes = ['policy', 'endpoint', 'lang', 'theme', 'draft', 'src-base'];

  #prefix = `amends-${(instances += 1)}`;
  #values = {};
  #page;
  #turn = 0;
  #form;
  #root;
  #rest;
  #slot;
  #near;
  #composing;
  #taken = false;
  /** What is listened to while a form is there. */
  #ears = [
    [globalThis, 'pagehide', () => this.#form?.happened('keep', 0)],
    [globalThis.document, 'visibilitychange', () => this.#form?.happened('keep', 0)],
    // Of a page that was put away whole WebKit empties fields without `autocomplete` as it comes back, just after it
    // has said so: they are drawn again.
    [globalThis, 'pageshow', (event) => event.persisted && setTimeout(() => this.#refresh())],
    [globalThis, 'error', (event) => this.#trapped(event.error)],
    [globalThis, 'unhandledrejection', (event) => this.#trapped(event.reason)],
  ];

  constructor() {
    super();
    const shadow = this.shadowRoot || this.attachShadow({ mode: 'open' });
    this.#slot = document.createElement('slot');
    shadow.append(this.#slot);
    // Whatever goes wrong in the module: answers never become part of an address.
    shadow.addEventListener('submit', (event) => this.#root?.contains(event.target) && event.preventDefault());
    shadow.addEventListener('focusin', ({ target }) => this.#uncover(target));
    this.addEventListener('focusin', () => this.#turn || this.#start());
    // The Enter that ends a composition does not send the form; some input methods send it late, with key code 229.
    shadow.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.isComposing || event.keyCode === 229)) event.preventDefault();
    });
    const composing = (event) => {
      const done = event.type === 'compositionend';
      this.#composing = done ? undefined : event.target;
      // Not every engine says so when the last letters stand.
      if (done) event.composedPath()[0].dispatchEvent(new Event('input', { bubbles: true }));
    };
    for (const part of ['start', 'update', 'end']) this.addEventListener(`composition${part}`, composing);
  }

  /** Facts the portal already knows, by fact id; never asked. */
  get known() {
    return this.#values.known;
  }
  set known(known) {
    this.#set('known', known);
  }

  /** The host's own words, by message key. */
  get messages() {
    return this.#values.messages;
  }
  set messages(messages) {
    this.#set('messages', messages);
  }

  /** The policy itself, as text or object, in place of the attribute `policy`. */
  get policyDocument() {
    return this.#values.policyDocument;
  }
  set policyDocument(policy) {
    this.#set('policyDocument', policy);
    this.#again();
  }

  /** Begins again with nothing; the draft is forgotten. */
  reset() {
    this.#form?.reset();
  }

  /** The quote shown now, or null. */
  quote() {
    const quote = this.#form?.quote();
    return quote ? JSON.parse(quote) : null;
  }

  /** Address of the page on which the customer follows the case, or null before the receipt; it holds the secret. */
  page() {
    return this.#page ?? null;
  }

  /** Loads everything now, and mounts if connected; true once it is there. Also the way to try again. */
  prefetch() {
    const first = this.isConnected && !this.#form ? this.#start() : this.#load().then(() => true);
    return Promise.all([first, later(this.#base())]).then(
      ([there]) => {
        this.#form?.happened('later', 1);
        return there;
      },
      () => false,
    );
  }

  connectedCallback() {
    for (const name of PROPERTIES) {
      // A value set before the element was defined hides the accessor.
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this.#values[name] = value;
      }
    }
    if (!this.#form) this.#await();
  }

  disconnectedCallback() {
    // A move connects again at once; a removal does not.
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  attributeChangedCallback(name, before, now) {
    if (before === now || name === 'theme' || !this.isConnected) return;
    if (name === 'lang') this.#refresh();
    else this.#again();
  }

  #set(name, value) {
    this.#values[name] = value;
    if (name !== 'policyDocument') this.#refresh();
  }

  #again() {
    if (!this.isConnected || !this.#turn) return;
    this.#end();
    this.#start();
  }

  /** Starts once the form is less than a screen away; at once when it has been there before. */
  #await() {
    if (this.#turn || !globalThis.IntersectionObserver) return this.#start();
    const seen = (entries) => entries.some((entry) => entry.isIntersecting) && this.#start();
    this.#near = new IntersectionObserver(seen, { rootMargin: '100%' });
    this.#near.observe(this);
  }

  async #start() {
    const turn = (this.#turn += 1);
    this.#near?.disconnect();
    try {
      const parts = await this.#load();
      // Where text is being composed, the form waits until that is done: a field that goes takes it along.
      while (this.#composing?.matches(':focus')) {
        await new Promise((done) => this.addEventListener('compositionend', () => setTimeout(done), { once: true }));
      }
      if (turn !== this.#turn || !this.isConnected) return false;
      this.#mount(parts);
      return true;
    } catch (trouble) {
      if (turn === this.#turn) this.#fail(trouble);
      return false;
    }
  }

  /** A form whose module has died answers nothing any more; what other modules of the page do is their affair. */
  #trapped(error) {
    const Trap = globalThis.WebAssembly?.RuntimeError;
    if (Trap && error instanceof Trap && /amends/.test(error.stack)) this.#fail(new Trouble('trap', 'wasm'));
  }

  /** Everything at once. */
  async #load() {
    const base = this.#base();
    const [glue, style, messages, policy] = await Promise.all([
      engine(base),
      sheet(new URL('amends.css', base).href),
      words(this.#wordsAddress()),
      this.#policy(),
    ]);
    // Bytes that were packed for another release are of no use; the document always is.
    return { glue, style, messages, policy: glue.reads(policy) ? policy : await this.#policy(DOCUMENT) };
  }

  #base() {
    return new URL(this.getAttribute('src-base') || HERE, document.baseURI).href;
  }

  #wordsAddress() {
    return new URL(`messages/${this.#language()}.json`, this.#base()).href;
  }

  /** The policy, packed for the form's language. */
  async #policy(accept = `${PACKED}, ${DOCUMENT};q=0.9`) {
    const given = this.#values.policyDocument;
    const language = this.#language();
    if (given) return packed(typeof given === 'string' ? given : JSON.stringify(given), language, this.#base());
    const address = this.getAttribute('policy');
    if (!address) throw new Trouble('no-policy', 'policy');
    return policyAt(new URL(address, document.baseURI).href, language, this.#base(), accept);
  }

  #language() {
    const around = this.closest('[lang]')?.getAttribute('lang');
    return nearest(this.getAttribute('lang') || around || navigator.language || '');
  }

  /** What the module is told of this element. */
  #config(messages, more) {
    return {
      prefix: this.#prefix,
      language: this.#language(),
      words: Object.entries(messages),
      messages: Object.entries(this.#values.messages || {}),
      known: facts(this.#values.known),
      ...more,
    };
  }

  #happened(what, status, body) {
    if (body?.page) this.#page = body.page = leads(body.page, this.getAttribute('endpoint'));
    this.#form?.happened(what, status, body);
  }

  #world() {
    const draft = this.getAttribute('draft');
    const endpoint = this.getAttribute('endpoint');
    return new World({
      root: this.#root,
      prefix: this.#prefix,
      endpoint: endpoint ? new URL(endpoint, document.baseURI).href : '',
      place: ['local', 'none'].includes(draft) ? draft : 'session',
      name: `amends:${this.getAttribute('policy') || ''}#${this.id || this.#prefix}`,
      tell: (name, detail) => {
        if (detail.reason === 'outdated') this.#renew();
        return this.#tell(name, detail);
      },
      later: () => later(this.#base()),
      happened: (what, status, body) => this.#happened(what, status, body),
    });
  }

  #mount({ glue, style, messages, policy }) {
    const shadow = this.shadowRoot;
    shadow.adoptedStyleSheets = [style];
    if (!resting.has(glue)) resting.set(glue, []);
    this.#rest = resting.get(glue);
    const at = this.#rest.findIndex(({ root }) => !root.firstChild);
    const [used] = at < 0 ? [] : this.#rest.splice(at, 1);
    this.#root = used ? used.root : document.createElement('div');
    shadow.append(this.#root);
    const world = this.#world();
    const typed = this.#taken ? [] : filled(this.querySelector('form'));
    const config = this.#config(messages, { typed, draft: world.draft(), whole: whole.has(glue) });
    const start = () => (used.form.again(policy, config, world) ? used.form : undefined);
    this.#form = used ? refusing(start) : refusing(glue.mount, this.#root, policy, config, world);
    if (!this.#form) throw new Trouble('unreadable', 'policy');
    this.#taken = true;
    const drawn = (_, watch) => {
      watch.disconnect();
      if (!this.#form) return;
      this.#hold();
      this.#slot.remove();
    };
    new MutationObserver(drawn).observe(this.#root, { childList: true });
    for (const [where, what, heard] of this.#ears) where.addEventListener(what, heard);
    setTimeout(() => this.#form && this.#tell('amends-ready', {}));
  }

  /** The focus and the caret go from the form without script to the same place in this one. */
  #hold() {
    const held = this.getRootNode().activeElement;
    if (!held || held === this || !this.contains(held)) return;
    const place = held.id ? `#${held.id.replace(DRAWN, `${this.#prefix}-`)}` : `[part="${held.part}"]`;
    const field = this.shadowRoot.querySelector(place);
    field?.focus({ preventScroll: true });
    if (field && held.selectionStart != null) {
      field.setSelectionRange(held.selectionStart, held.selectionEnd, held.selectionDirection);
      field.scrollTop = held.scrollTop;
    }
  }

  /** The service no longer has this policy: the one in force takes its place, and the form says what changed. */
  #renew() {
    const address = new URL(this.getAttribute('policy') || '', document.baseURI).href;
    forget(address);
    this.#refresh();
  }

  /** Other words, language or facts for a form that is there; what was typed stays. */
  async #refresh() {
    if (!this.#form) {
      if (this.isConnected && this.#turn) this.#start();
      return;
    }
    try {
      const { messages, policy } = await this.#load();
      this.#form?.update(policy, this.#config(messages));
    } catch (trouble) {
      this.#tell('amends-failed', trouble.detail || { reason: 'unreadable', part: 'messages' });
    }
  }

  #end() {
    this.#turn += this.#turn ? 1 : 0;
    this.#near?.disconnect();
    for (const [where, what, heard] of this.#ears) where.removeEventListener(what, heard);
    const form = this.#form;
    this.#form = undefined;
    try {
      form?.rest();
      if (form) this.#rest.push({ form, root: this.#root });
    } catch {
      // After a trap there is nothing left to end.
    }
    this.#root?.remove();
    this.#root = undefined;
    this.shadowRoot.append(this.#slot);
  }

  /** The fallback is shown, the host is told, and the next try begins afresh. */
  #fail(trouble) {
    const detail = trouble.detail || { reason: 'unknown' };
    if (detail.reason === 'trap') {
      discard(this.#base());
    }
    this.#end();
    this.#tell('amends-failed', detail);
  }

  /** A text field that takes the focus must not stay under the options bar; what is clicked is left where it is. */
  #uncover(field) {
    const typed = field.matches('textarea, input:not([type="radio"], [type="checkbox"])');
    if (typed && !this.#slot.isConnected && this.#root?.contains(field)) field.scrollIntoView({ block: 'nearest' });
  }

  /** One event; false when the host prevents what would follow. */
  #tell(name, detail) {
    const cancelable = name === 'amends-submit';
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }));
  }
}

if (globalThis.customElements && !customElements.get('amends-form')) {
  customElements.define('amends-form', AmendsForm);
}
