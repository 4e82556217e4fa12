// The custom element <amends-status>: a case after its receipt, inside a portal's own page. It shows the page that the
// service draws for the case, promises and all, and sends the forms of that page without leaving the host's. Until it is
// there, after any failure and without script, the link inside the tag leads to the same page. The public contract is README.md.

const HERE = new URL('.', import.meta.url).href;

/** What is taken from the service's page; anything else on it is left there, so that nothing of it can run. */
const TAGS = new Set(
  ('a b br button dd details div dl dt fieldset form h1 h2 h3 input label legend li ol option p section select small span strong ' +
    'summary textarea time ul').split(' '),
);
const ATTRIBUTES = new Set(
  ('accept checked class datetime dir enctype for hidden id inputmode lang max maxlength method min multiple name open part ' +
    'required role rows selected tabindex type value').split(' '),
);
/** A host's page has a heading of its own above this. */
const HEADINGS = { h1: 'h2', h2: 'h3', h3: 'h4' };
const SCHEMES = ['http:', 'https:', 'mailto:', 'tel:'];
const LOST = {
  en: 'This could not be sent. What you wrote is still here; please try again.',
  'zh-Hans': '没有发送成功。您填写的内容还在，请再试一次。',
  'zh-Hant': '沒有送出成功。您填寫的內容還在，請再試一次。',
  ar: 'تعذر الإرسال. ما كتبتموه باقٍ هنا؛ نرجو المحاولة من جديد.',
};

/** Why a case could not be shown: a code and the part it concerns. */
class Trouble extends Error {
  constructor(reason, part) {
    super(`${reason}: ${part}`);
    this.detail = { reason, part };
  }
}

/** Style sheets by address, once for all elements; a failure is forgotten, so that it can be tried again. */
const sheets = new Map();

function sheet(address) {
  const found = sheets.get(address) || styled(address);
  sheets.set(address, found);
  found.catch(() => sheets.delete(address));
  return found;
}

async function styled(address) {
  const response = await fetch(address, { credentials: 'same-origin' }).catch(() => {
    throw new Trouble('network', 'style');
  });
  const text = await response.text();
  if (!response.ok || /^\s*</.test(text)) throw new Trouble('not-found', 'style');
  const style = new CSSStyleSheet();
  style.replaceSync(text);
  return style;
}

/**
 * A page of the service, read into a document of its own where nothing runs; what is posted leads back to the page.
 * `gone` hears how much of what is posted has gone, from 0 to 1.
 */
const page = (address, body, gone) =>
  new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open(body ? 'POST' : 'GET', address);
    request.responseType = 'document';
    request.setRequestHeader('accept', 'text/html');
    request.onload = () => {
      const found = request.response?.querySelector('[data-reference]');
      if (found) done({ found, base: request.responseURL, status: request.status });
      else if ([401, 404].includes(request.status)) failed(new Trouble('not-found', 'case'));
      else if (request.status < 500) failed(new Trouble('unreadable', 'case'));
      else failed(new Trouble('network', 'case'));
    };
    request.onerror = () => failed(new Trouble('network', 'case'));
    if (gone) request.upload.onprogress = ({ loaded, total }) => gone(loaded / total);
    request.send(body);
  });

/** A bar in a form whose files are on their way, called what its button says; gives what moves it. */
function progress(form) {
  const bar = document.createElement('progress');
  bar.setAttribute('aria-label', form.querySelector('button').textContent);
  form.append(bar);
  return (part) => (bar.value = part);
}

/** The address an attribute leads to; none where it could run something. */
function leads(value, base) {
  if (value.startsWith('#')) return value;
  try {
    const address = new URL(value, base);
    return SCHEMES.includes(address.protocol) ? address.href : undefined;
  } catch {
    return undefined;
  }
}

/** The same nodes made anew in this document: known elements with known attributes, and text. */
function made(nodes, base) {
  const parts = document.createDocumentFragment();
  for (const node of nodes) {
    if (node.nodeType === Node.TEXT_NODE) parts.append(node.data);
    if (!TAGS.has(node.localName)) continue;
    const own = document.createElement(HEADINGS[node.localName] || node.localName);
    for (const { name, value } of node.attributes) {
      if (ATTRIBUTES.has(name) || name.startsWith('aria-')) own.setAttribute(name, value);
      const address = ['href', 'action'].includes(name) && leads(value, base);
      if (address) own.setAttribute(name, address);
    }
    own.append(made(node.childNodes, base));
    parts.append(own);
  }
  return parts;
}

// On a server there is no HTMLElement; importing this file there does nothing.
export class AmendsStatus extends (globalThis.HTMLElement || class {}) {
  static observedAttributes = ['href', 'lang', 'theme', 'src-base'];

  #turn = 0;
  #sending = false;
  #slot;
  #root;

  constructor() {
    super();
    const shadow = this.shadowRoot || this.attachShadow({ mode: 'open' });
    this.#slot = document.createElement('slot');
    shadow.append(this.#slot);
    shadow.addEventListener('submit', (event) => this.#send(event));
    shadow.addEventListener('click', (event) => this.#jump(event));
  }

  /** Shows the case as it stands now; true once it is there. */
  reload() {
    return this.#show();
  }

  connectedCallback() {
    this.#show();
  }

  disconnectedCallback() {
    this.#turn += 1;
  }

  attributeChangedCallback(name, before, now) {
    if (before !== now && name !== 'theme' && this.isConnected) this.#show();
  }

  /** The case's page in the language wanted; the service knows which of its own is nearest. */
  #address() {
    const given = this.getAttribute('href') || this.querySelector('a[href]')?.getAttribute('href');
    if (!given) throw new Trouble('no-case', 'case');
    const address = new URL(given, document.baseURI);
    const language = this.closest('[lang]')?.getAttribute('lang');
    if (language) address.searchParams.set('lang', language);
    return address.href;
  }

  async #show() {
    const turn = (this.#turn += 1);
    const base = new URL(this.getAttribute('src-base') || HERE, document.baseURI).href;
    try {
      const files = ['amends.css', 'amends_status.css'].map((name) => sheet(new URL(name, base).href));
      const [got, ...styles] = await Promise.all([page(this.#address()), ...files]);
      if (turn !== this.#turn) return false;
      this.shadowRoot.adoptedStyleSheets = styles;
      this.#draw(got);
      return true;
    } catch (trouble) {
      if (turn === this.#turn) this.#fail(trouble);
      return false;
    }
  }

  /** Puts a page in place of what was shown. */
  #draw({ found, base }) {
    const root = document.createElement('div');
    root.className = 'amends-frame case';
    root.part = 'case';
    const { lang, dir } = found.ownerDocument.documentElement;
    Object.assign(root, { lang, dir });
    root.append(made(found.childNodes, base));
    for (const heading of root.querySelectorAll('h2')) heading.tabIndex = -1;
    this.shadowRoot.replaceChildren(root);
    this.#root = root;
    const { reference, state } = found.dataset;
    this.#tell('amends-status', { reference, state });
  }

  /** Sends a form of the page, once, and shows what it leads to. */
  async #send(event) {
    event.preventDefault();
    if (this.#sending) return;
    const form = event.target;
    const typed = new FormData(form);
    // Files go as they are; all else as a browser without script sends it.
    const files = form.enctype === 'multipart/form-data';
    const body = files ? typed : new URLSearchParams(typed);
    const turn = (this.#turn += 1);
    this.#sending = true;
    this.#root.setAttribute('aria-busy', 'true');
    this.#root.querySelector('.lost')?.remove();
    try {
      const got = await page(form.getAttribute('action'), body, files && progress(form));
      if (turn !== this.#turn) return;
      this.#draw(got);
      this.#root.querySelector('[role=alert], h2').focus();
      if (got.status < 400) this.#tell('amends-acted', { action: typed.get('action') });
    } catch (trouble) {
      if (turn === this.#turn) this.#lost(form, trouble);
    } finally {
      this.#sending = false;
      this.#root?.removeAttribute('aria-busy');
    }
  }

  /** What was not sent stays, to be sent again: the service takes the same thing only once. */
  #lost(form, trouble) {
    form.querySelector('progress')?.remove();
    const words = document.createElement('p');
    words.className = 'lost error';
    words.setAttribute('role', 'alert');
    words.textContent = LOST[this.#root.lang] || LOST.en;
    form.prepend(words);
    this.#tell('amends-failed', trouble.detail || { reason: 'unknown', part: 'case' });
  }

  /** The link in the tag is shown, and the host is told. */
  #fail(trouble) {
    this.#root = undefined;
    this.shadowRoot.replaceChildren(this.#slot);
    this.#tell('amends-failed', trouble.detail || { reason: 'unknown', part: 'case' });
  }

  /** A link to a field of the page: an address cannot lead into a shadow root. */
  #jump(event) {
    const link = event.target.closest('a[href^="#"]');
    const field = link && this.#root?.querySelector(`[id="${link.getAttribute('href').slice(1)}"]`);
    if (!field) return;
    event.preventDefault();
    const control = field.matches('fieldset') ? field.querySelector('input') : field;
    control.closest('details')?.setAttribute('open', '');
    control.focus();
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

if (globalThis.customElements && !customElements.get('amends-status')) {
  customElements.define('amends-status', AmendsStatus);
}
