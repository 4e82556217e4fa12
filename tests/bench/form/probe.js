// Runs before anything else on both pages and looks at both in the same way: when there is a field to type in, when
// the panel's words change after a trusted key, when that is painted, what shifts, and which task is longest. Amends shows
// its form inside the tag first, then in the tag's shadow root; what counts is what the customer sees.
globalThis.bench = (() => {
  const seen = { field: 0, form: 0, react: 0, follow: 0, keys: [], shifts: [], longest: 0, busy: 0 };
  const waiting = new Map();
  let pressed = null;
  let before = '';

  const isThere = (it) => it?.checkVisibility() && !it.disabled;
  const amends = () => document.querySelector('amends-form');
  const places = () => [amends()?.shadowRoot, amends(), document.querySelector('#plain')].filter(Boolean);
  const all = (what) => places().flatMap((place) => [...place.querySelectorAll(what)]).filter(isThere);
  // That the options are on their way is no answer yet: a panel counts once it shows a figure. Nothing here may make the
  // browser lay out the page, or search it: this runs on every key. What stands in for the panel until the form draws it is
  // looked for anew.
  let kept;
  function panel() {
    if (kept?.isConnected && !kept.matches('.glimpse') && kept.querySelector('.total')) return kept;
    kept = amends()
      ? places().map((place) => place.querySelector('.panel:has(.total)')).find(Boolean)
      : document.querySelector('#plain .panel');
    return kept;
  }
  const words = () => panel()?.textContent ?? '';
  /** Whether the options come from the form itself, which follows every answer. */
  const follows = () => all(amends() ? '.panel:has(button.panel-bar)' : '.panel').length > 0;
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

  const watching = new WeakSet();
  function watch(place) {
    if (watching.has(place)) return;
    watching.add(place);
    new MutationObserver(look).observe(place, { childList: true, characterData: true, subtree: true });
  }

  /** Each frame: whether there is something to answer, which takes the focus; the form itself; options that follow it. */
  function wait() {
    places().forEach(watch);
    const [field] = all('input[value="fee-in-error"]');
    if (field && !seen.field) {
      field.focus();
      reached('field');
    }
    if (field && !seen.form && (field.getRootNode() !== document || !amends())) reached('form');
    if (seen.react && !seen.follow && follows()) painted(() => reached('follow'));
    else if (!seen.follow) requestAnimationFrame(wait);
  }

  function reached(what) {
    seen[what] = performance.now();
    tell(what);
  }
  const wanted = (what) => seen[what] > 0 || new Promise((done) => waiting.set(what, done));

  addEventListener('keydown', (event) => {
    if (event.isTrusted && seen.field) [pressed, before] = [event.timeStamp, words()];
  }, true);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      seen.longest = Math.max(seen.longest, duration);
      seen.busy += duration;
    }
  }).observe({ type: 'longtask', buffered: true });
  // Typing counts as recent input, for which browsers forgive a shift; both are kept: what is scored, and what is forgiven.
  const shift = ({ value, hadRecentInput }) => (hadRecentInput ? [0, value] : [value, 0]);
  new PerformanceObserver((list) => seen.shifts.push(...list.getEntries().map(shift)))
    .observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(wait);

  return {
    seen,
    /** True once there is something to answer, the form itself, options that follow it. */
    field: () => wanted('field'),
    form: () => wanted('form'),
    follow: () => wanted('follow'),
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
    figures: () => all('.panel .total').map((it) => it.textContent.replaceAll('\u00a0', ' ')),
    /** Bodies as they came over the wire, and how many. */
    loaded() {
      const all = ['navigation', 'resource'].flatMap((kind) => performance.getEntriesByType(kind));
      return { bytes: all.reduce((sum, it) => sum + it.encodedBodySize, 0), requests: all.length };
    },
  };
})();
