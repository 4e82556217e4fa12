// What one form does in the world, and the only place that does: the day, random keys, the network, the draft, the
// focus, the clipboard, the printer, events to the host. The module asks by name; what comes of it is told to `happened`.

/** Milliseconds after which a call that nobody answers counts as lost. */
const PATIENCE = 30_000;
/** Milliseconds during which typing is gathered before the draft is written. */
const KEEP_PAUSE = 300;

export class World {
  #pending;
  #drafts;
  #asked;

  /** The draft kept last, as text. */
  #last;
  #evidence;

  /**
   * `root`: the element the form is drawn in; `prefix`: begins its ids; `endpoint`: where submissions go; `complete()`: fetches the
   * later part of the form; `drafts()`:
   * promises where the draft is kept, `kept` if that is there; `language()`: the customer's; `tell(name, detail)`: one event to the host, false when it prevents
   * what would follow; `happened(what, status, body)`: what came of something.
   */
  constructor(form) {
    Object.assign(this, form);
    this.#drafts = form.kept;
  }

  /** Today as the number 20260301. */
  day() {
    const now = new Date();
    return (now.getFullYear() * 100 + now.getMonth() + 1) * 100 + now.getDate();
  }

  /** 128 random bits in hexadecimal. */
  key() {
    const bytes = globalThis.crypto?.getRandomValues(new Uint8Array(16)) || [];
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  /** Does what a method below is named for. */
  act(what, first, second) {
    this[`do_${what}`](first, second);
  }

  /** Posts a submission under its key, unless the host takes it. */
  do_send(key, body) {
    if (!this.tell('amends-submit', JSON.parse(body))) return this.happened('handed-over', 0, body);
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    return this.#call('sent', this.endpoint, { method: 'POST', body, headers });
  }

  /** Asks by key after a pause with up to a quarter of jitter. */
  do_find(key, pause) {
    const [path, query] = this.endpoint.split(/(?=\?)/);
    const address = `${path.replace(/\/+$/, '')}/by-key/${key}${query || ''}`;
    setTimeout(() => this.#call('found', address), pause * (1 + Math.random() / 4));
  }

  /** Tells the status and the JSON of an answer; 0 where none came whole. */
  async #call(what, address, request) {
    let status = 404;
    let body;
    if (address) {
      if (navigator.onLine === false) {
        this.happened('offline', 1);
        await new Promise((done) => addEventListener('online', done, { once: true }));
        this.happened('offline', 0);
        if (!this.root.isConnected) return;
      }
      const signal = AbortSignal.timeout?.(PATIENCE);
      const accept = 'application/json, application/problem+json';
      const headers = { accept, 'accept-language': this.language(), ...request?.headers };
      try {
        const response = await fetch(address, { ...request, headers, signal });
        const text = await response.text();
        status = response.status;
        body = JSON.parse(text);
      } catch (failure) {
        // Without an answer, or with one that broke off, nobody knows; words in place of JSON leave the status.
        if (!(failure instanceof SyntaxError)) status = 0;
      }
    }
    this.happened(what, status, body);
  }

  /** Fetches the later part of the form. */
  do_later() {
    this.complete().then(
      () => this.happened('later', 1),
      () => this.happened('later', 0),
    );
  }

  /** Files are the work of another module, which comes when they are asked for. */
  async do_evidence(raw, asked) {
    this.#evidence = raw;
    this.files?.know(raw);
    const parts = this.endpoint && (await this.parts().catch(() => {}));
    const place = this.root.querySelector(`#${this.prefix}-files`);
    if (place) place.hidden = !parts;
    if (!parts || !place) return;
    this.files ||= new parts.Files(this, this.#evidence);
    this.files.show(place, asked, parts);
  }

  do_keep() {
    this.#pending ||= setTimeout(() => this.happened('keep'), KEEP_PAUSE);
    this.#asked ||= this.drafts().then(
      (drafts) => {
        this.#drafts = drafts;
        if (this.#last) drafts.write(this.#last);
      },
      () => (this.#asked = undefined),
    );
    this.#drafts?.prepare();
  }

  do_store(draft) {
    this.#pending = clearTimeout(this.#pending);
    this.#last = draft;
    this.#drafts?.write(draft);
  }

  do_forget() {
    this.files?.forget();
    this.#pending = clearTimeout(this.#pending);
    this.#last = undefined;
    this.#drafts?.forget();
  }

  /** The focus goes where it can; what is not drawn is left alone. */
  do_focus(name) {
    this.root.querySelector(`#${this.prefix}-${name}`)?.focus();
  }

  /** Not before what is being drawn is drawn. */
  do_tell(name, detail) {
    queueMicrotask(() => this.tell(name, JSON.parse(detail)));
  }

  /** Browsers offer no clipboard to insecure pages. */
  do_copy(text) {
    const copied = (done) => this.happened('copied', done);
    Promise.resolve(navigator.clipboard)
      .then((clipboard) => clipboard.writeText(text))
      .then(
        () => copied(1),
        () => copied(0),
      );
  }

  /** A file of the customer's own, made here: its name and its text. */
  do_save(name, text) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/calendar' }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), PATIENCE);
  }

  do_print() {
    window.print();
  }
}
