// What forms load, each part once for all of them: glue and module, style, words, policy. A failure has a reason and is
// forgotten, so that it can be tried again.

/** The media type of a packed policy. */
export const PACKED = 'application/vnd.amends.policy';

/** Why a form could not be shown: a code, the part it concerns, and faults of a policy. */
export class Trouble extends Error {
  constructor(reason, part, faults) {
    super(part ? `${reason}: ${part}` : reason);
    this.detail = faults ? { reason, part, faults } : { reason, part };
  }
}

/** What has been asked for, by address; a failure is forgotten, so that it can be tried again. */
const shared = new Map();
/** Glue whose module is all there. */
export const whole = new WeakSet();
/** How often each module has failed. */
const failed = new Map();

function once(key, start) {
  let promise = shared.get(key);
  if (!promise) {
    promise = start();
    shared.set(key, promise);
    promise.catch(() => shared.get(key) === promise && shared.delete(key));
  }
  return promise;
}

async function get(address, part, headers = {}) {
  const response = await fetch(address, { credentials: 'same-origin', headers }).catch(() => {
    throw new Trouble('network', part);
  });
  if (!response.ok) throw new Trouble('not-found', part);
  return response;
}

/** A text file; an HTML page in its place is a server's way of saying that it is not there. */
const text = (address, part) =>
  once(address, async () => {
    const content = await (await get(address, part)).text();
    if (/^\s*</.test(content)) throw new Trouble('not-found', part);
    return content;
  });

export const words = (address) =>
  text(address, 'messages').then((content) => {
    try {
      return JSON.parse(content);
    } catch {
      shared.delete(address);
      throw new Trouble('unreadable', 'messages');
    }
  });

export const sheet = (address) =>
  once(`${address}#sheet`, async () => {
    const style = new CSSStyleSheet();
    style.replaceSync(await text(address, 'style'));
    return style;
  });

/** What adding files takes, loaded when they are asked for: a script, a style, and words over which the host's own go. */
export async function filing(base, language, form, own) {
  const [{ Files }, style, ...texts] = await Promise.all([
    import(new URL('amends_evidence.js', base).href),
    sheet(new URL('amends_evidence.css', base).href),
    words(form),
    words(new URL(`messages/files/${language}.json`, base).href),
  ]);
  return { Files, style, language, texts: Object.assign({}, ...texts, own) };
}

/**
 * The policy packed for one language; a server that only has the document leaves the packing to the tools.
 * `accept` says what to ask for.
 */
export const policyAt = (address, language, base, accept) =>
  once(`${address}#${language}#${accept}`, async () => {
    const response = await get(address, 'policy', { accept, 'accept-language': language });
    if ((response.headers.get('content-type') || '').startsWith(PACKED)) {
      return new Uint8Array(await response.arrayBuffer());
    }
    const content = await response.text();
    if (/^\s*</.test(content)) throw new Trouble('not-found', 'policy');
    return packed(content, language, base);
  });

/** A policy document, checked and packed. */
export const packed = async (content, language, base) => refusing((await engine(base, 'tools')).pack, content, language);

/** Calls into the module; what it throws is the faults of a policy, or a trap. */
export function refusing(call, ...values) {
  try {
    return call(...values);
  } catch (failure) {
    if (typeof failure !== 'string') throw new Trouble('trap', 'wasm');
    throw new Trouble('policy', 'policy', JSON.parse(failure).faults);
  }
}

/** The module as the glue wants it: streamed where its type is right, else its bytes if they are a module at all. */
async function compiled(response) {
  if ((response.headers.get('content-type') || '').startsWith('application/wasm')) return response;
  const bytes = await response.arrayBuffer();
  if (new DataView(bytes).byteLength < 4 || new DataView(bytes).getUint32(0) !== 0x0061736d) {
    throw new Trouble('not-wasm', 'wasm');
  }
  return bytes;
}

/** Glue and module, ready, of the form or the tools; after a failure a fresh copy, because a browser keeps failed modules. */
export const engine = (base, name = 'web') =>
  once(`${base}#${name}`, async () => {
    if (typeof WebAssembly !== 'object') throw new Trouble('no-webassembly', 'wasm');
    const again = failed.get(name) || 0;
    const script = new URL(again ? `amends_${name}.js?again=${again}` : `amends_${name}.js`, base).href;
    failed.set(name, again + 1);
    const [glue, response] = await Promise.all([
      import(script).catch(() => {
        throw new Trouble('not-found', 'glue');
      }),
      get(new URL(`amends_${name}_bg.wasm`, base).href, 'wasm'),
    ]);
    const module_or_path = await compiled(response);
    await glue.default({ module_or_path }).catch(() => {
      throw new Trouble('not-wasm', 'wasm');
    });
    failed.set(name, again);
    return glue;
  });

/** The later part of the form's module, which takes memory and functions from the first. */
export const complete = (base) =>
  once(`${base}#whole`, async () => {
    const [glue, response] = await Promise.all([
      engine(base),
      get(new URL('amends_later_bg.wasm', base).href, 'wasm'),
    ]);
    const code = await compiled(response);
    const start = code instanceof Response ? WebAssembly.instantiateStreaming : WebAssembly.instantiate;
    await start(code, glue.shared());
    whole.add(glue);
  });
/** A script that is loaded when it is needed. */
export const later = (base, name) =>
  once(`${base}#${name}`, () => import(new URL(`amends_${name}.js`, base).href));

/** After a trap the module is asked for afresh. */
export function discard(base, name = 'web') {
  shared.delete(`${base}#${name}`);
  shared.delete(`${base}#whole`);
  failed.set(name, (failed.get(name) || 0) + 1);
}

/** What was made of an address is asked for afresh. */
export function forget(address) {
  for (const key of shared.keys()) if (key.startsWith(`${address}#`)) shared.delete(key);
}
