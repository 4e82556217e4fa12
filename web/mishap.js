// What stands in place of a form whose module has died: what happened, that nothing is lost, two ways to go on, and the
// way to a person, which was on the screen before.

import { FIRST, fields } from './given.js';

const made = (name, content, more) => {
  const it = Object.assign(document.createElement(name), more);
  it.append(...content);
  return it;
};

/** `dead`: what was drawn; `say(key)`: words; `anew()`: forgets the answers; `start()`: begins with those there are. */
export function mishap(dead, say, anew, start) {
  const frame = dead.cloneNode();
  frame.classList.remove('with-panel');
  frame.setAttribute('role', 'alert');
  const button = (className, key, before) => {
    const it = made('button', [say(key)], { type: 'button', className, part: 'button' });
    it.addEventListener('click', before);
    it.addEventListener('click', start);
    return it;
  };
  const buttons = [button('main-button', 'try-again', null), button('plain-button', 'start-again', anew)];
  const words = [
    made('h2', [say('mishap-title')], { tabIndex: -1, part: 'heading' }),
    made('p', [say('mishap')]),
    made('div', buttons, { className: 'buttons' }),
  ];
  frame.append(made('div', words, { className: 'screen' }), dead.querySelector('.routes')?.cloneNode(true) || '');
  return frame;
}

/**
 * What a form held that has died, for the next one to take up: what was kept of it last, and over that what stands in
 * its fields. While a sending is under way nothing can be typed, and the key tells what came of it.
 */
export function salvaged(root, kept) {
  const form = root.querySelector('form');
  if (!form || kept?.key) return { draft: kept };
  const { raw = [], wishes = [], screen = FIRST } = kept || {};
  const before = { ...Object.fromEntries(raw), wish: wishes.join(' '), screen };
  return { typed: Object.entries({ ...before, ...fields(form), touched: 'yes' }) };
}
