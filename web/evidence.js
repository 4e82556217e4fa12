// The files of one form: chosen, dropped, pasted or photographed; sent at once while the customer goes on; listed with
// progress, another try and removal. Loaded only where files are asked for. The module behind the form knows of each file
// what it is, never its bytes: one line for each, after the key they were sent under (see journey/files.rs).

/** Milliseconds without progress after which an upload counts as lost. */
const SILENCE = 45_000;
/** Uploads at the same time. */
const AT_ONCE = 2;
/** What a name of a file may hold at most. */
const LONGEST_NAME = 255;
/** Endings by media type, for files whose type the browser does not know; the same list is in core. */
const ENDINGS = {
  'image/jpeg': '.jpg,.jpeg',
  'image/png': '.png',
  'image/webp': '.webp',
  'image/heic': '.heic,.heif',
  'image/gif': '.gif',
  'application/pdf': '.pdf',
  'video/mp4': '.mp4,.m4v',
  'video/quicktime': '.mov',
};
const NAMES = { webp: 'WebP', quicktime: 'MOV' };

/** A kind of file from its parts. */
function kindOf(parts) {
  const [id, label, why, without, types, bytes, files, required] = parts.split('\x1f');
  return { id, label, why, without, types: types.split(' '), bytes: Number(bytes), files: Number(files), required };
}

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** An element with its properties, attributes (those with a hyphen, and some) and content. */
function make(tag, settings = {}, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(settings)) {
    if (value === undefined) continue;
    if (name.includes('-') || !(name in element)) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...content);
  return element;
}

/** The type policies know a file by: what the browser says, else by its ending; none where nobody takes it. */
function typeOf(file) {
  const said = file.type === 'image/heif' ? 'image/heic' : file.type;
  if (said in ENDINGS) return said;
  const ending = /\.[^.]+$/.exec(file.name.toLowerCase())?.[0];
  return said ? undefined : Object.keys(ENDINGS).find((type) => ENDINGS[type].split(',').includes(ending));
}

export class Files {
  #world;
  #texts;
  #language;
  #all = make('div', { className: 'filing' });
  #drawn;
  #asked = { kinds: [] };
  #key = '';
  /** What the form was told last, or says itself. */
  #told;
  #files = [];
  #fields = new Map();
  #status = make('p', { className: 'polite', role: 'status' });
  #fallback = false;

  /** `world`: the form's; its `root`, `prefix`, `endpoint`, `key()` and `happened()` are used. `raw`: what the form knows. */
  constructor(world, raw) {
    this.#world = world;
    this.know(raw);
    // A file that misses its field must not take the page away; a pasted picture goes where there is room for it.
    world.root.addEventListener('dragover', (event) => this.#isHere() && holds(event.dataTransfer) && event.preventDefault());
    world.root.addEventListener('drop', (event) => this.#dropped(event));
    world.root.addEventListener('paste', (event) => this.#pasted(event));
    addEventListener('online', () => this.#isHere() && this.#files.filter((it) => it.state === 'failed').forEach((it) => this.#again(it)));
  }

  /** Takes up what the form knows of files, where that is not what it was told from here. */
  know(raw) {
    if (raw === (this.#told ?? '')) return;
    this.forget();
    const [key, ...lines] = raw.split('\n');
    [this.#key, this.#told] = [key, raw];
    // No bytes: what had not arrived must be chosen again.
    for (const line of lines) {
      const [kind, size, sha256, type, ...name] = line.split(' ');
      const arrived = sha256 !== '-' && { sha256, digest: sha256, state: 'kept' };
      this.#files.push({ kind, size: Number(size), type, name: name.join(' '), state: 'gone', ...arrived });
    }
    this.#fields.forEach((_, id) => this.#list(id));
    if (key) this.#compare(raw);
  }

  /** Shows what is asked for in an element of the form: a policy's digest and kinds of file, as app.rs writes them. */
  show(place, asked, { texts, language, style }) {
    const [policy, ...kinds] = asked.split('\x1e');
    [this.#asked, this.#texts, this.#language] = [{ policy, kinds: kinds.map(kindOf) }, texts, language];
    const root = place.getRootNode();
    if (!root.adoptedStyleSheets.includes(style)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, style];
    const drawn = asked + language;
    if (drawn === this.#drawn && place.contains(this.#all)) return;
    this.#drawn = drawn;
    this.#fields.clear();
    this.#files.forEach((it) => (it.item = undefined));
    this.#all.replaceChildren(...this.#asked.kinds.map((kind) => this.#field(kind)), this.#status);
    place.append(this.#all);
    this.#asked.kinds.forEach((kind) => this.#list(kind.id));
    this.#fromFallback();
  }

  /** The form begins again or is done: nothing is left. */
  forget() {
    this.#files.forEach((it) => it.request?.abort());
    [this.#files, this.#key, this.#told] = [[], '', ''];
    this.#fields.forEach((_, id) => this.#list(id));
  }

  #isHere() {
    return this.#world.root.contains(this.#all);
  }

  #say(key, values = {}) {
    const known = (all, name) => (name in values ? values[name] : all);
    return (this.#texts[key] ?? key).replace(/\{(\w+)\}/g, known);
  }

  #size(bytes) {
    const [unit, of] = bytes < 1e6 ? ['kilobyte', 1e3] : ['megabyte', 1e6];
    const style = { style: 'unit', unit, maximumFractionDigits: of === 1e6 ? 1 : 0, roundingMode: 'ceil' };
    return new Intl.NumberFormat(this.#language, style).format(bytes / of);
  }

  #types(kind) {
    const names = kind.types.map((type) => type.split('/')[1]).map((name) => NAMES[name] ?? name.toUpperCase());
    return new Intl.ListFormat(this.#language, { type: 'disjunction' }).format(names);
  }

  /** One kind: what is asked and taken, ways to choose, what there is. */
  #field(kind) {
    const id = `${this.#world.prefix}-file-${kind.id}`;
    const said = { types: this.#types(kind), size: this.#size(kind.bytes), count: kind.files };
    const optional = kind.required ? [] : [make('span', { className: 'optional' }, this.#texts.optional ?? '')];
    const hints = [['why', kind.why], ['', this.#say('file-limits', said)], ['', kind.without]].filter(([, words]) => words);
    const hint = make('div', { className: 'hint', id: `${id}-hint` }, ...hints.map(([name, words]) => make('p', { className: name }, words)));
    const error = make('p', { className: 'error', id: `${id}-error`, role: 'alert' });
    const list = make('ul', { className: 'given' });
    const pick = (key, more) => {
      const describe = `${id}-hint ${id}-error`;
      const input = make('input', { type: 'file', 'aria-describedby': describe, ...more });
      input.addEventListener('change', () => {
        this.#add(kind, [...input.files]);
        input.value = '';
      });
      return make('label', { className: 'plain-button pick' }, this.#say(key), input);
    };
    const accept = kind.types.flatMap((type) => [type, ENDINGS[type]]).join();
    const ways = [pick('file-choose', { id, multiple: kind.files > 1, accept })];
    const photos = kind.types.some((type) => type.startsWith('image/'));
    if (photos && matchMedia('(pointer: coarse)').matches) ways.push(pick('file-photo', { accept: 'image/*', capture: 'environment' }));
    const drop = make('div', { className: 'drop' }, ...ways, make('span', { className: 'small' }, this.#say('file-drop')));
    const field = make('fieldset', { className: 'field files' }, make('legend', {}, kind.label, ...optional), hint, error, drop, list);
    field.addEventListener('dragover', () => field.classList.add('over'));
    for (const name of ['dragleave', 'drop']) field.addEventListener(name, () => field.classList.remove('over'));
    this.#fields.set(kind.id, { kind, field, list, error, input: ways[0].querySelector('input') });
    return field;
  }

  #list(id) {
    const own = this.#files.filter((it) => it.kind === id);
    own.forEach((it) => (it.item ??= this.#item(it)));
    this.#fields.get(id)?.list.replaceChildren(...own.map((it) => it.item));
    own.forEach((it) => this.#draw(it));
  }

  /** The line of a file; what changes in it is drawn by itself. */
  #item(it) {
    const button = (name, key, deed) => {
      const made = make('button', { type: 'button', className: 'link-button', name, 'aria-label': this.#say(`${key}-what`, it) }, this.#say(key));
      made.addEventListener('click', deed);
      return made;
    };
    const again = button('again', 'file-again', () => this.#again(it, true));
    const remove = button('remove', 'file-remove', () => this.#remove(it));
    const name = make('span', { className: 'file-name' }, it.name);
    const size = make('span', { className: 'small' }, this.#size(it.size));
    const progress = make('progress', { max: 1, 'aria-label': it.name });
    return make('li', {}, name, size, make('span', { className: 'file-state' }), progress, again, remove);
  }

  /** How a file stands, in its line; the item is made anew where the language is another. */
  #draw(it) {
    if (!it.item?.isConnected) return;
    const part = (name) => it.item.querySelector(name);
    const percent = new Intl.NumberFormat(this.#language, { style: 'percent' }).format(it.part || 0);
    part('.file-state').textContent = it.state === 'refused' ? `${it.why} ${this.#say('file-refused')}` : this.#say(`file-${it.state}`, { percent });
    it.item.className = it.state;
    part('progress').hidden = it.state !== 'sending';
    part('progress').value = it.part || 0;
    part('[name=again]').hidden = it.state !== 'failed' || !it.bytes;
  }

  /** New files of a kind: everything wrong with them is said at once, the others are on their way. */
  #add(kind, files) {
    const wrong = [];
    const say = (key, file, values) => wrong.push(this.#say(key, { name: file.name, ...values }));
    for (const file of files) {
      const type = typeOf(file);
      const count = this.#files.filter((it) => it.kind === kind.id && it.state !== 'refused').length;
      if (!kind.types.includes(type)) say('file-wrong-type', file, { types: this.#types(kind) });
      else if (!file.size) say('file-empty', file);
      else if (file.size > kind.bytes) say('file-too-large', file, { size: this.#size(file.size), most: this.#size(kind.bytes) });
      else if (count >= kind.files) say('file-too-many', file, { count: kind.files });
      else {
        const name = [...file.name].filter((sign) => sign >= ' ' && sign !== '\x7f').slice(0, LONGEST_NAME).join('');
        this.#files.push({ kind: kind.id, name, size: file.size, type, bytes: file, state: 'waiting' });
      }
    }
    const error = this.#fields.get(kind.id)?.error;
    if (error) error.textContent = wrong.join(' ');
    this.#list(kind.id);
    this.#tell();
    this.#go();
  }

  /** Begins what waits, as far as there is room. */
  #go() {
    const under = this.#files.filter((it) => it.state === 'sending').length;
    const waiting = this.#files.filter((it) => it.state === 'waiting' && it.bytes);
    waiting.slice(0, Math.max(0, AT_ONCE - under)).forEach((it) => this.#send(it));
  }

  async #send(it) {
    it.state = 'sending';
    it.part = 0;
    this.#draw(it);
    this.#key ||= this.#world.key();
    try {
      // Pages that are not secure have no digests; the service computes its own anyway.
      const bytes = await it.bytes.arrayBuffer();
      const digest = globalThis.crypto?.subtle && new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      if (!this.#files.includes(it)) return;
      const own = digest && hex(digest);
      const twin = own && this.#files.find((other) => other !== it && other.kind === it.kind && other.digest === own);
      it.digest = own;
      if (twin) return this.#leaveOut(it);
      const answer = await this.#post(it, digest);
      if (!this.#files.includes(it)) return;
      if (own && own !== answer.sha256) throw new Error('another digest');
      Object.assign(it, { sha256: answer.sha256, type: answer.media_type, size: answer.size, state: 'kept', bytes: undefined });
      this.#status.textContent = this.#say('file-arrived', it);
    } catch (failure) {
      if (!this.#files.includes(it)) return;
      it.state = failure.refusal ? 'refused' : 'failed';
      it.why = failure.refusal;
      this.#status.textContent = `${it.name}: ${it.why || this.#say('file-failed')}`;
    }
    this.#draw(it);
    this.#tell();
    this.#go();
  }

  /** One upload, with its progress. A refusal is an error with the service's own words; anything else can be tried again. */
  #post(it, digest) {
    return new Promise((done, fail) => {
      const request = (it.request = new XMLHttpRequest());
      let silence;
      const heard = () => {
        clearTimeout(silence);
        silence = setTimeout(() => request.abort(), SILENCE);
        if (!this.#world.root.isConnected) request.abort();
      };
      request.upload.addEventListener('progress', (event) => {
        heard();
        it.part = event.loaded / (event.total || it.size);
        this.#draw(it);
      });
      request.addEventListener('loadend', () => {
        clearTimeout(silence);
        it.request = undefined;
        const [status, answer] = [request.status, read(request.responseText)];
        if (status === 201 && answer.sha256) return done(answer);
        const refused = status >= 400 && status < 500 && ![408, 425, 429].includes(status) && answer.code !== 'file-damaged';
        fail(Object.assign(new Error(status), { refusal: refused && (answer.title || this.#say('file-failed')) }));
      });
      request.open('POST', this.#address('', { policy: this.#asked.policy, kind: it.kind }));
      request.setRequestHeader('content-type', it.type);
      request.setRequestHeader('accept', 'application/json, application/problem+json');
      if (digest) request.setRequestHeader('content-digest', `sha-256=:${btoa(String.fromCharCode(...digest))}:`);
      heard();
      request.send(it.bytes);
    });
  }

  /** The address of the uploads, or of one file, beside that of submissions. */
  #address(file, more = {}) {
    const address = new URL(this.#world.endpoint);
    address.pathname = `${address.pathname.replace(/\/+$/, '')}/evidence/${this.#key}${file}`;
    for (const [name, value] of Object.entries(more)) address.searchParams.set(name, value);
    return address.href;
  }

  #again(it, held) {
    it.state = 'waiting';
    this.#draw(it);
    this.#go();
    // The button that was pressed goes.
    if (held) it.item.querySelector('[name=remove]').focus();
  }

  /** The same file twice is one. */
  #leaveOut(it) {
    const error = this.#fields.get(it.kind)?.error;
    if (error) error.textContent = this.#say('file-known', it);
    this.#drop(it);
  }

  #remove(it) {
    it.request?.abort();
    const shared = this.#files.some((other) => other !== it && other.sha256 === it.sha256);
    if (it.sha256 && !shared) fetch(this.#address(`/${it.sha256}`), { method: 'DELETE' }).catch(() => {});
    this.#drop(it);
    this.#status.textContent = this.#say('file-removed', it);
    this.#fields.get(it.kind)?.input.focus();
  }

  #drop(it) {
    this.#files = this.#files.filter((other) => other !== it);
    this.#list(it.kind);
    this.#tell();
    this.#go();
  }

  /** The form learns what there is: nothing of what was refused, and no digest of what has not arrived. */
  #tell() {
    const files = this.#files.filter((it) => it.state !== 'refused');
    const lines = files.map((it) => [it.kind, it.size, (it.state === 'kept' && it.sha256) || '-', it.type, it.name].join(' '));
    if (files.length) this.#key ||= this.#world.key();
    this.#told = files.length ? [this.#key, ...lines].join('\n') : '';
    this.#world.happened('evidence', 0, this.#told);
  }

  /** Whether what had arrived is still there. */
  async #compare(raw) {
    const answer = await fetch(this.#address('')).catch(() => {});
    const held = answer?.ok && (await answer.json().catch(() => {}))?.files;
    if (!held || raw !== this.#told) return;
    const gone = this.#files.filter((it) => it.state === 'kept' && !held.some((own) => own.sha256 === it.sha256));
    for (const it of gone) {
      Object.assign(it, { state: 'gone', sha256: undefined, digest: undefined });
      this.#draw(it);
    }
    if (gone.length) this.#tell();
  }

  /** Files that were chosen in the form without script, before this one took over. */
  #fromFallback() {
    if (this.#fallback) return;
    this.#fallback = true;
    const host = this.#world.root.getRootNode().host;
    for (const { kind } of this.#fields.values()) {
      const input = host?.querySelector(`input[type="file"][name="file-${CSS.escape(kind.id)}"]`);
      if (input?.files.length) this.#add(kind, [...input.files]);
    }
  }

  #dropped(event) {
    if (!this.#isHere() || !holds(event.dataTransfer)) return;
    this.#sort(event, [...event.dataTransfer.files]);
  }

  /** Words that are pasted go where they always go. */
  #pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!this.#isHere() || !files.length || event.clipboardData.types.includes('text/plain')) return;
    this.#sort(event, files);
  }

  /** Files go to the kind they were meant for, else to the first that takes their type and has room. */
  #sort(event, files) {
    event.preventDefault();
    const { kinds } = this.#asked;
    const field = event.target.closest?.('fieldset');
    const { kind } = [...this.#fields.values()].find((it) => it.field === field) ?? {};
    const room = (it) => this.#files.filter((own) => own.kind === it.id).length < it.files;
    const fits = (file) => kinds.find((it) => it.types.includes(typeOf(file)) && room(it));
    for (const file of files) this.#add(kind ?? fits(file) ?? kinds[0], [file]);
  }
}

const holds = (transfer) => transfer?.types.includes('Files');

function read(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
