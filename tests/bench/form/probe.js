// Runs before anything else on both pages and looks at both in the same way: when there is a field to type in, when
// the panel's words change after a trusted key, when that is painted, what shifts, and which task is longest.
globalThis.bench = (() => {
  const FIELDS = 'form :is(input:not([type=hidden]), select, textarea)';
  const seen = { field: 0, form: 0, react: 0, keys: [], shifts: [], longest: 0, busy: 0 };
  const waiting = new Map();
  let pressed = null;
  let before = '';

  const root = () => document.querySelector('amends-form')?.shadowRoot ?? document.querySelector('#plain');
  // That the options are on their way is no answer yet: a panel counts once it shows a figure.
  const words = () => {
    const panel = root()?.querySelector('.panel');
    const shown = document.querySelector('amends-form') ? panel?.querySelector('.total') : panel;
    return shown ? panel.textContent : '';
  };
  const isThere = (field) => field?.checkVisibility() && !field.disabled;
  const tell = (what) => {
    waiting.get(what)?.(true);
    waiting.delete(what);
  };

  /** The message comes after the frame is painted. */
  function painted(then) {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => then(performance.now());
      channel.port2.postMessage(0);
    });
  }

  function look() {
    if (pressed === null) return;
    const now = performance.now();
    const after = words();
    if (after === before) return;
    const since = pressed;
    [pressed, before] = [null, after];
    painted((frame) => {
      seen.react ||= frame;
      seen.keys.push({ dom: now - since, frame: frame - since });
      tell('key');
    });
  }

  /** Each frame until the form is there: its first field is visible and takes the focus. */
  function wait() {
    seen.field ||= isThere(document.querySelector(FIELDS)) ? performance.now() : 0;
    const place = root();
    const field = place?.querySelector('input[value="fee-in-error"]');
    if (!isThere(field)) return requestAnimationFrame(wait);
    field.focus();
    seen.form = performance.now();
    seen.field ||= seen.form;
    new MutationObserver(look).observe(place, { childList: true, characterData: true, subtree: true });
    tell('form');
  }

  addEventListener('keydown', (event) => {
    if (event.isTrusted && seen.form) [pressed, before] = [event.timeStamp, words()];
  }, true);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      seen.longest = Math.max(seen.longest, duration);
      seen.busy += duration;
    }
  }).observe({ type: 'longtask', buffered: true });
  // Typing counts as recent input, for which browsers forgive a shift; here it is counted.
  new PerformanceObserver((list) => seen.shifts.push(...list.getEntries().map(({ value }) => value)))
    .observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(wait);

  return {
    seen,
    /** True once the form is there. */
    form: () => seen.form > 0 || new Promise((done) => waiting.set('form', done)),
    /** Whether as many keys as this have reached the screen within some milliseconds; then waits for a quiet moment. */
    async keys(count, patience) {
      const end = performance.now() + patience;
      while (seen.keys.length < count && performance.now() < end) {
        await new Promise((done) => {
          waiting.set('key', done);
          setTimeout(done, end - performance.now());
        });
      }
      await new Promise((done) => requestIdleCallback(done, { timeout: 500 }));
      return seen.keys.length >= count;
    },
    /** Forgets what was seen of keys and shifts. */
    clear() {
      [pressed, seen.keys, seen.shifts] = [null, [], []];
    },
    /** The figures the panel shows: of everything, then of each option that is offered. */
    figures: () => [...root().querySelectorAll('.panel .total')].filter((it) => it.checkVisibility())
      .map((it) => it.textContent.replaceAll('\u00a0', ' ')),
    /** Bodies as they came over the wire, and how many. */
    loaded() {
      const all = ['navigation', 'resource'].flatMap((kind) => performance.getEntriesByType(kind));
      return { bytes: all.reduce((sum, it) => sum + it.encodedBodySize, 0), requests: all.length };
    },
  };
})();
