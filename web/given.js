// What a page gives a form and what is read from forms on it: facts, fields, addresses.

/** Begins the ids and groups of a form that the service has drawn. */
export const DRAWN = /^amends-0-/;
/** Begins those of any form. */
const ANY = /^amends-\d+-/;
/** The first screen. */
export const FIRST = 'problem';

/** Facts as documents hold them: text, true or false, whole numbers; fractions become text. */
export const facts = (known) =>
  Object.entries(known || {}).map(([fact, value]) =>
    typeof value === 'number' && !Number.isSafeInteger(value) ? [fact, String(value)] : [fact, value],
  );

/** Fields of a form by name; wishes are one. */
export function fields(form) {
  const data = new FormData(form);
  const named = Object.fromEntries([...data].map(([name, value]) => [name.replace(ANY, ''), value]));
  if (named.wish) named.wish = [...data].flatMap(([name, value]) => (/wish$/.test(name) ? [value] : [])).join(' ');
  return named;
}

/** What was filled in without script, by field; where it was, and whether it was the customer who did it. */
export function filled(form) {
  if (!form) return [];
  const typed = fields(form);
  const changed = (it) =>
    it.selectedIndex > 0 || ('defaultValue' in it && (it.value !== it.defaultValue || it.checked !== it.defaultChecked));
  const touched = (typed.screen || FIRST) !== FIRST || [...form.elements].some(changed);
  return Object.entries({ ...typed, touched: touched ? 'yes' : '' });
}

/** Where an address leads that was answered by another; none where it could run something. */
export function leads(address, from) {
  try {
    const { protocol, href } = new URL(address, new URL(from, document.baseURI));
    return protocol.startsWith('http') ? href : undefined;
  } catch {
    return undefined;
  }
}

/** What keeps things: the session, `local` storage, or `none`; none either where a page is forbidden to keep anything. */
export function storage(kind) {
  try {
    return kind === 'none' ? undefined : globalThis[kind === 'local' ? 'localStorage' : 'sessionStorage'];
  } catch {
    return undefined;
  }
}
