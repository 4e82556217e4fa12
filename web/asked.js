// What one element asks for, by its attributes and what is around it: language, files, policy.

import { PACKED, Trouble, engine, packed, policyAt, sheet, words } from './loading.js';

const LANGUAGES = ['zh-Hans', 'zh-Hant', 'en', 'ar'];
const DOCUMENT = 'application/json';
const HERE = new URL('.', import.meta.url).href;

/** The shipped language nearest to a wanted one; Chinese in the script the tag names or its region writes. */
function nearest(wanted) {
  const tag = wanted.toLowerCase();
  const script = /-(hans|hant|tw|hk|mo)\b/.exec(tag);
  const own = tag.startsWith('zh') && script && script[1] !== 'hans' ? 'zh-Hant' : tag.split('-')[0];
  return LANGUAGES.find((language) => language === own || language.split('-')[0] === own) || 'en';
}

/** What the host asks for, else the browser. */
function wanted(element) {
  const around = element.closest('[lang]')?.getAttribute('lang');
  return element.getAttribute('lang') || around || navigator.language || '';
}

export const language = (element) => nearest(wanted(element));

/** The same with a region, where the browser knows the customer's: days and amounts are typed differently. */
export function locale(element) {
  const asked = wanted(element);
  return navigator.languages.find((own) => own.startsWith(`${asked}-`)) || asked;
}

/** Where the files are. */
export const folder = (element) => new URL(element.getAttribute('src-base') || HERE, document.baseURI).href;

export const wordsAddress = (element) => new URL(`messages/${language(element)}.json`, folder(element)).href;

/** The policy, `given` or at an address, packed for the form's language. */
async function policyOf(element, given, accept = `${PACKED}, ${DOCUMENT};q=0.9`) {
  const [own, base] = [language(element), folder(element)];
  if (given) return packed(typeof given === 'string' ? given : JSON.stringify(given), own, base);
  const address = element.getAttribute('policy');
  if (!address) throw new Trouble('no-policy', 'policy');
  return policyAt(new URL(address, document.baseURI).href, own, base, accept);
}

/** Everything the first screen needs, at once. */
export async function load(element, given) {
  const base = folder(element);
  const [glue, style, messages, policy] = await Promise.all([
    engine(base),
    sheet(new URL('amends.css', base).href),
    words(wordsAddress(element)),
    policyOf(element, given),
  ]);
  // Bytes that were packed for another release are of no use; the document always is.
  return { glue, style, messages, policy: glue.reads(policy) ? policy : await policyOf(element, given, DOCUMENT) };
}
