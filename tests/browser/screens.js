// Walks a form through the answers of one scenario, as fast as it goes, and looks at every screen: run in the page with
// the policy, language, facts of the portal, what is filled in by the names of fields, how to look, and what has been
// looked at before. Answers with what is wrong, how many screens were seen and looked at, and what was looked at.
const [policy, language, known, filled, looks, before] = given;
const turn = (ms = 0) => new Promise((done) => setTimeout(done, ms));
const seen = new Set(before);
const wrong = [];
let screens = 0;
let looked = 0;

document.querySelector('amends-form')?.remove();
await turn();
const form = document.createElement('amends-form');
form.id = 'walk';
form.setAttribute('policy', `/v1/policies/${policy}.json`);
form.setAttribute('endpoint', '/v1/complaints');
form.setAttribute('lang', language);
form.setAttribute('draft', 'none');
form.setAttribute('theme', 'light');
form.known = known;
form.addEventListener('amends-submit', (event) => event.preventDefault());
const ready = new Promise((done) => form.addEventListener('amends-ready', done, { once: true }));
document.getElementById('left').append(form);
await form.prefetch();
await ready;
const root = form.shadowRoot;
const all = (where) => [...root.querySelectorAll(where)];
const name = (control) => control.name.replace(/^amends-[0-9]+-/, '');

/** Waits until two frames show the same. */
async function still() {
  for (let before = ''; ; ) {
    await turn(4);
    const now = root.querySelector('.amends-frame')?.outerHTML ?? '';
    if (now === before && now) return;
    before = now;
  }
}

/** An element without its words. */
function bare(it) {
  const names = [...it.attributes].map(({ name }) => name).filter((name) => /^(aria-|role|type|hidden|disabled|tabindex)/.test(name));
  const says = [...it.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  return `${it.localName}.${it.className?.baseVal ?? it.className}[${names}]${it.checked ? '!' : ''}${says ? '"' : ''}`;
}

/** A number that stands for a text. */
const short = (text) => [...text].reduce((sum, letter) => Math.imul(sum ^ letter.codePointAt(0), 16777619), text.length);

/** What a screen consists of: every element with what it is in and what is in it, repeated neighbours once; the order
 * of its headings; which screen it is in which language. What axe finds lies in one of these. */
function structure() {
  const parts = all('.amends-frame, .amends-frame *').map((it) => {
    const inner = [...it.children].map(bare).filter((one, at, others) => one !== others[at - 1]);
    return `${it.parentElement ? bare(it.parentElement) : ''}>${bare(it)}(${inner})`;
  });
  const headings = all('h2, h3, h4').map((it) => it.localName).filter((one, at, others) => one !== others[at - 1]);
  return [...new Set([...parts, `${headings}`, `${language} ${root.querySelector('h2').innerText}`].map(short))];
}

/** What a customer can press or fill in; the label is what is pressed of a choice. */
const targets = () => all('a, button, input, textarea, summary').map((it) => [it, (/radio|checkbox/.test(it.type) && it.closest('label')) || it]);

/** What sticks out of the page or is cut off; a page that is wider than the phone makes its window wider, too. */
function cut() {
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth > clientWidth) wrong.push(`${here()}: scrolls sideways, ${scrollWidth} px on ${clientWidth}`);
  for (const it of all('.amends-frame *:not(.polite, svg *, [type=file])')) {
    const box = it.getBoundingClientRect();
    if (!box.width || it.closest('.polite')) continue;
    if (box.right > clientWidth + 0.5 || box.left < -0.5) wrong.push(`${here()}: sticks out: ${it.outerHTML.slice(0, 90)}`);
    const style = getComputedStyle(it);
    const hides = /hidden|clip/.test(style.overflowX) && it.localName !== 'progress' && it.localName !== 'input';
    if ((hides && it.scrollWidth > it.clientWidth + 1) || style.textOverflow === 'ellipsis') wrong.push(`${here()}: cut off: ${it.outerHTML.slice(0, 90)}`);
  }
}

/** Whatever is pressed is 24 px high and wide, but for links in running text. */
function small() {
  for (const [it, target] of targets()) {
    const { width, height } = target.getBoundingClientRect();
    const flows = it.localName === 'a' && getComputedStyle(it).display === 'inline';
    if (width && !flows && (width < 23.9 || height < 23.9)) wrong.push(`${here()}: ${width} x ${height} px: ${it.outerHTML.slice(0, 90)}`);
  }
}

async function examine(rules, what) {
  const found = await axe.run(form, { resultTypes: ['violations'], ...rules });
  for (const rule of found.violations) for (const node of rule.nodes) wrong.push(`${here()}: ${what}${rule.id}: ${node.target.flat().join(' ')}: ${node.failureSummary.split('\n')[1]}`);
}

const here = () => `${policy} ${language} ${root.querySelector('h2')?.innerText}`;

/** Every look there is at a screen whose like has not been seen yet. */
async function look() {
  await still();
  screens += 1;
  for (const more of all('details:not([open]) > summary')) more.click();
  await still();
  if (looks.narrow) {
    cut();
    small();
  }
  if (!looks.axe) return;
  const fresh = structure().filter((it) => !seen.has(it));
  if (!fresh.length) return;
  for (const it of fresh) seen.add(it);
  looked += 1;
  await examine({ rules: { 'target-size': { enabled: true } } }, '');
  if (!looks.dark) return;
  form.setAttribute('theme', 'dark');
  await examine({ runOnly: ['color-contrast'] }, 'dark: ');
  form.setAttribute('theme', 'light');
}

function type(control, value) {
  control.focus();
  control.value = value;
  for (const kind of ['input', 'change']) control.dispatchEvent(new Event(kind, { bubbles: true, composed: true }));
}

/** Picks or types what is there for a field; else whatever fits. */
function fill(control) {
  const own = filled[name(control)];
  if (control.type === 'checkbox') return (own ?? '').split(' ').includes(control.value) !== control.checked && control.click();
  if (control.type === 'radio') {
    const group = all('input').filter((it) => it.name === control.name);
    const wanted = group.find((it) => it.value === own) ?? group[0];
    return group.some((it) => it.checked) || wanted.click();
  }
  const short = { address: '13800000000', date: '2026-11-20' };
  if (!control.value) type(control, own || short[name(control)] || short[control.type] || '3');
}

async function fillAll() {
  const done = new Set();
  for (let next; (next = all('.screen :is(input:not([type=hidden], [type=file]), textarea)').find((it) => !done.has(`${it.name}=${it.type === 'checkbox' && it.value}`))); ) {
    done.add(`${next.name}=${next.type === 'checkbox' && next.value}`);
    fill(next);
    await turn();
  }
}

for (let step = 0; step < 24; step += 1) {
  await look();
  const button = root.querySelector('.screen .buttons [type=submit]');
  if (!button) break;
  const before = root.querySelector('h2').innerText;
  if (looks.errors && all('.screen :is(input, textarea)').length) {
    button.click();
    await still();
    if (root.querySelector('.summary')) await look();
    if (root.querySelector('h2').innerText !== before) continue;
  }
  await fillAll();
  await look();
  root.querySelector('.screen .buttons [type=submit]').click();
  await still();
  if (root.querySelector('h2').innerText === before && root.querySelector('.summary')) {
    // Bad answers are part of the scenarios: their messages are looked at, and that is the end.
    await look();
    break;
  }
}
return { wrong: [...new Set(wrong)], screens, looked, seen: [...seen], last: root.querySelector('h2').innerText };
