// The custom element <amends-form>: loads once for all instances, when the first comes near the screen or takes the
// focus; mounts the form in an open shadow root; shows the form inside the tag until then and after any failure, and
// takes over what was filled in there. The public contract is README.md.

import { folder, language, load, locale, wordsAddress } from './asked.js';
import { FIRST, facts, filled, leads, storage } from './given.js';
import { Glimpse } from './glimpse.js';
import { Trouble, complete, discard, filing, forget, later, refusing, whole } from './loading.js';
import { Member } from './member.js';
import { hold, listen, uncover } from './typing.js';
import { World } from './world.js';

const PROPERTIES = ['known', 'messages', 'policyDocument'];

/** Forms that have ended, by glue: each takes another one. */
const resting = new WeakMap();
let instances = 0;

export class AmendsForm extends Member {
  static observedAttributes = ['policy', 'endpoint', 'lang', 'theme', 'name', 'draft', 'draft-days', 'src-base'];

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
  /** Whether the customer has turned to the form. */
  #wanted = false;
  #taken = false;
  #glimpse = new Glimpse(this);
  #messages = {};
  /** What a form that has died looked like and held, until there is another one. */
  #dead;
  #left;
  #note;
  #kept;
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
    shadow.addEventListener('change', () => this.#glimpse.show(this.#root || this));
    shadow.addEventListener('focusin', ({ target }) => {
      // Soon there is something to lose.
      if (this.#form) this.#keeper().catch(() => {});
      if (!this.#slot.isConnected && this.#root?.contains(target)) uncover(target);
    });
    this.addEventListener('focusin', () => {
      if (!this.#turn) this.#start();
      this.#ahead();
    });
    this.addEventListener('pointerover', () => this.#turn && this.#ahead());
    // The browser's message stands where the customer is to go on.
    this.addEventListener('invalid', () => this.#root ? this.settle() : this.scrollIntoView());
    listen(this, (field) => (this.#composing = field));
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
    this.#glimpse.hide();
    this.settle({ value: null });
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
    const first = this.isConnected && !this.#form ? this.#start() : load(this, this.#values.policyDocument).then(() => true);
    return Promise.all([first, complete(folder(this))]).then(
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
    if (name === 'name') this.settle();
    if (before === now || name === 'theme' || name === 'name' || !this.isConnected) return;
    if (before !== null) this.#glimpse.over(true);
    if (name === 'lang') this.#refresh();
    else this.#again();
  }

  #set(name, value) {
    this.#values[name] = value;
    if (name !== 'policyDocument') this.#refresh();
  }

  #again() {
    if (!this.isConnected || !this.#turn) return;
    this.#left = undefined;
    this.#end();
    this.#start();
  }

  /** Starts once the form is less than a screen away; at once when it has been there before. */
  #await() {
    this.#glimpse.show(this);
    if (this.#turn || !globalThis.IntersectionObserver) return this.#start();
    const seen = (entries) => entries.some((entry) => entry.isIntersecting) && this.#start();
    this.#near = new IntersectionObserver(seen, { rootMargin: '100%' });
    this.#near.observe(this);
  }

  async #start() {
    const turn = (this.#turn += 1);
    this.#near?.disconnect();
    try {
      const [parts, draft] = await Promise.all([load(this, this.#values.policyDocument), this.#draft().catch(() => {})]);
      // Where text is being composed, the form waits until that is done: a field that goes takes it along.
      while (this.#composing?.matches(':focus')) {
        await new Promise((done) => this.addEventListener('compositionend', () => setTimeout(done), { once: true }));
      }
      const left = this.#left || { draft };
      if (this.#goesOn(left)) await complete(folder(this));
      if (turn !== this.#turn || !this.isConnected) return false;
      this.#mount(parts, left);
      return true;
    } catch (trouble) {
      if (turn === this.#turn) this.#fail(trouble);
      return false;
    }
  }

  /** Whether the customer was beyond the first screen, perhaps: all of the module is there before that is shown again. */
  #goesOn(left) {
    const beyond = ([name, value]) => name === 'screen' && value !== FIRST;
    return Object.values(left).some(Boolean) || (!this.#taken && filled(this.querySelector('form')).some(beyond));
  }

  /** A form whose module has died answers nothing any more; what other modules of the page do is their affair. */
  #trapped(error) {
    const Trap = globalThis.WebAssembly?.RuntimeError;
    if (Trap && error instanceof Trap && /amends/.test(error.stack)) this.#fail(new Trouble('trap', 'wasm'));
  }

  /** What the module is told of this element. */
  #config(messages, more) {
    return {
      prefix: this.#prefix,
      language: language(this),
      locale: locale(this),
      words: Object.entries(messages),
      messages: Object.entries(this.#values.messages || {}),
      known: facts(this.#values.known),
      ...more,
    };
  }

  /** The form's own words, or the host's. */
  #say(key) {
    return this.#values.messages?.[key] ?? this.#messages[key];
  }

  #happened(what, status, body) {
    // An address is no place for a document.
    if (what === 'handed-over') this.settle({ value: this.form?.method === 'post' ? body : 'on' });
    if (what === 'later' && this.#form) this.#glimpse.over(status > 0);
    if (body?.page) this.#page = body.page = leads(body.page, this.getAttribute('endpoint'));
    this.#form?.happened(what, status, body);
  }

  /** Where the draft is kept, if anywhere, and its name there. */
  #place() {
    return [storage(this.getAttribute('draft')), `amends:${this.getAttribute('policy') || ''}#${this.id || this.#prefix}`];
  }

  /** What keeps drafts. */
  async #keeper() {
    const { Drafts } = await later(folder(this), 'keep');
    return (this.#kept ||= new Drafts(...this.#place(), this.getAttribute('draft-days')));
  }

  /** The draft of an earlier visit. */
  async #draft() {
    this.#kept = undefined;
    const [place, name] = this.#place();
    return place?.getItem(name) ? (await this.#keeper()).read() : undefined;
  }

  #world() {
    const endpoint = this.getAttribute('endpoint');
    return new World({
      root: this.#root,
      prefix: this.#prefix,
      endpoint: endpoint ? new URL(endpoint, document.baseURI).href : '',
      drafts: () => this.#keeper(),
      kept: this.#kept,
      language: () => language(this),
      tell: (name, detail) => {
        if (detail.reason === 'outdated') this.#renew();
        if (name === 'amends-submitted') this.settle({ value: detail.reference });
        return this.#tell(name, detail);
      },
      complete: () => complete(folder(this)),
      happened: (what, status, body) => this.#happened(what, status, body),
      parts: () => filing(folder(this), language(this), wordsAddress(this), this.#values.messages),
    });
  }

  #mount({ glue, style, messages, policy }, left) {
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
    const config = this.#config(messages, { typed, whole: whole.has(glue), ...left });
    const start = () => (used.form.again(policy, config, world) ? used.form : undefined);
    this.#glimpse.needless ||= config.whole;
    this.#form = used ? refusing(start) : refusing(glue.mount, this.#root, policy, config, world);
    if (!this.#form) throw new Trouble('unreadable', 'policy');
    if (this.#wanted && !config.whole) world.do_later();
    this.#taken = true;
    this.#messages = messages;
    const drawn = (_, watch) => {
      watch.disconnect();
      if (!this.#form) return;
      if (this.#note?.contains(this.shadowRoot.activeElement)) this.#root.querySelector('h2')?.focus();
      else hold(this, this.#prefix);
      this.#slot.remove();
      this.#glimpse.show(this.#root);
      this.#note?.remove();
      this.#dead = this.#left = this.#note = undefined;
    };
    new MutationObserver(drawn).observe(this.#root, { childList: true });
    for (const [where, what, heard] of this.#ears) where.addEventListener(what, heard);
    this.freeze();
    this.settle({ why: this.#say('unsent'), waived: false });
    setTimeout(() => this.#form && this.#tell('amends-ready', {}));
  }

  /** The customer turns to the form: what the first answer needs is fetched before there is one. */
  #ahead() {
    if (this.#wanted) return;
    this.#wanted = true;
    complete(folder(this)).then(
      () => this.#happened('later', 1),
      () => (this.#wanted = false),
    );
  }

  /** The service no longer has this policy: the one in force takes its place, and the form says what changed. */
  #renew() {
    forget(new URL(this.getAttribute('policy') || '', document.baseURI).href);
    this.#refresh();
  }

  /** Other words, language or facts for a form that is there; what was typed stays. */
  async #refresh() {
    if (!this.#form) {
      if (this.isConnected && this.#turn) this.#start();
      return;
    }
    try {
      const { messages, policy } = await load(this, this.#values.policyDocument);
      this.#messages = messages;
      this.settle({ why: this.#say('unsent') });
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
    form?.rest();
    if (form) this.#rest.push({ form, root: this.#root });
    this.#note?.remove();
    this.#glimpse.hide();
    this.#root?.remove();
    this.#root = undefined;
    this.shadowRoot.append(this.#slot);
  }

  /** The host is told, the next try begins afresh, and the fallback is shown; after a trap, what may be done now. */
  #fail(trouble) {
    const detail = trouble.detail || { reason: 'unknown' };
    const held = this.shadowRoot.activeElement;
    if (detail.reason === 'trap') {
      discard(folder(this));
      const drawn = this.#form && this.#root.querySelector('.amends-frame');
      if (drawn) [this.#dead, this.#left] = [drawn];
      // Nothing of it answers any more, not even to be ended.
      this.#form = undefined;
    }
    this.#end();
    this.settle({ waived: true });
    if (this.#dead) this.#explain(held);
    this.#tell('amends-failed', detail);
  }

  /** What happened, and how to go on with what was in the form. */
  async #explain(held) {
    const turn = this.#turn;
    const { mishap, salvaged } = await later(folder(this), 'keep').catch(() => ({}));
    if (!mishap || turn !== this.#turn || !this.isConnected) return;
    this.#left ||= salvaged(this.#dead, this.#kept?.last);
    const anew = () => {
      this.#left = {};
      this.#kept?.forget();
    };
    this.#note = mishap(this.#dead, (key) => this.#say(key), anew, () => this.#start());
    this.shadowRoot.replaceChildren(this.#note);
    this.freeze();
    if (held) this.#note.querySelector('h2').focus();
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
