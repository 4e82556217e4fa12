// Where the customer types: the focus and the caret when one form takes the place of another, text that is being
// composed, and fields that the options bar must not cover.

import { DRAWN } from './given.js';

/**
 * The Enter that ends a composition does not send the form; some input methods send it late, with key code 229. `host`
 * is the element; `composing(field)` is told in which field text is composed, and when in none.
 */
export function listen(host, composing) {
  host.shadowRoot.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.isComposing || event.keyCode === 229)) event.preventDefault();
  });
  const told = (event) => {
    const done = event.type === 'compositionend';
    composing(done ? undefined : event.target);
    // Not every engine says so when the last letters stand.
    if (done) event.composedPath()[0].dispatchEvent(new Event('input', { bubbles: true }));
  };
  for (const part of ['start', 'update', 'end']) host.addEventListener(`composition${part}`, told);
}

/** The focus and the caret go from the form without script to the same place in the element's. */
export function hold(host, prefix) {
  const held = host.getRootNode().activeElement;
  if (!held || held === host || !host.contains(held)) return;
  const place = held.id ? `#${held.id.replace(DRAWN, `${prefix}-`)}` : `[part="${held.part}"]`;
  const field = host.shadowRoot.querySelector(place);
  field?.focus({ preventScroll: true });
  if (field && held.selectionStart != null) {
    field.setSelectionRange(held.selectionStart, held.selectionEnd, held.selectionDirection);
    field.scrollTop = held.scrollTop;
  }
}

/** A text field that takes the focus must not stay under the options bar; what is clicked is left where it is. */
export function uncover(field) {
  const typed = field.matches('textarea, input:not([type="radio"], [type="checkbox"])');
  if (typed) field.scrollIntoView({ block: 'nearest' });
}
