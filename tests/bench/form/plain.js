// The plain page's script, written by hand for one problem of one bank: it computes the rule in whole fen, with ranges
// for what is not answered yet, and writes the figures into a panel that is built once. No library, no policy document.

const TODAY = Date.UTC(2026, 10, 23);
const DAY = 86_400_000;
const EARLIEST = '2024-01-01';
const MOST_FEE = 10_000_00;
const NOTHING = [0, 0];
const EXTRA = { effort: [0, 150_00], voucher: [0, 180_00], half: [18_00, 18_00], words: NOTHING };

const grouped = new Intl.NumberFormat('en', { minimumFractionDigits: 2 });
const money = (fen) => `CNY ${grouped.format(fen / 100)}`;
const shown = ([low, high]) => (low === high ? money(low) : `${money(low)} – ${money(high)}`);
const plus = (one, other) => [one[0] + other[0], one[1] + other[1]];
/** A range that is due for sure, perhaps (null) or not at all. */
const due = (range, sure) => (sure === null ? [0, range[1]] : sure ? range : NOTHING);
const both = (one, other) => (one === false || other === false ? false : one && other);
const held = (day) => Math.round((TODAY - Date.parse(day)) / DAY);
/** Three per cent a year for the days it was held, rounded half up, at least one yuan. */
const interest = (principal, days) => Math.max(100, Math.floor((principal * 3 * days * 2 + 36_500) / 73_000));

/** The fee as typed, in fen; null when there is none, undefined when it cannot be read. */
function fen(text) {
  const bare = text.replace(/[\s,¥元]/g, '');
  if (bare === '') return null;
  if (!/^\d+(\.\d{1,2})?$/.test(bare)) return undefined;
  const amount = Math.round(Number(bare) * 100);
  return amount >= 1 && amount <= MOST_FEE ? amount : undefined;
}

/** What is owed for these answers. */
function work({ day, typed, ground, repaid }) {
  const amount = fen(typed);
  const fee = amount ? [amount, amount] : [1, MOST_FEE];
  const days = day ? [held(day), held(day)] : [0, held(EARLIEST)];
  const ours = ground ? !['agreed', 'unknown'].includes(ground) : null;
  const open = repaid ? repaid === 'no' : null;
  const refund = due(fee, both(ours, open));
  const rate = due([interest(fee[0], days[0]), interest(fee[1], days[1])], ours);
  const unreadable = amount === undefined;
  return { unreadable, ours, agreed: ground === 'agreed', fee, days, refund, rate, owed: plus(refund, rate) };
}

/** What can be in an option: title, last day, basis, why, who, working. */
const PARTS = {
  refund: ['The fee back', '26 November 2026', 'Owed by contract', 'A fee taken without ground has to be returned in full.',
    'our accounts centre', 'Fee that was charged: <b data-of="fee"></b>.'],
  rate: ['Interest for the time we held it', '26 November 2026', 'Owed by contract',
    'For every day we held your money we add interest at 3 % a year, at least 1 yuan.', 'our accounts centre',
    'Interest on <b data-of="fee"></b> at 3 % a year for <b data-of="days"></b> days, but not less than CNY 1.00.'],
  effort: ['Money for your time and trips', '30 November 2026', 'Goodwill',
    '20 yuan for every extra trip, and a sum by the time it took.', 'our accounts centre',
    'Extra trips × CNY 20.00, and by time up to CNY 80.00; not more than CNY 150.00.'],
  voucher: ['Shopping voucher', '30 November 2026', 'Goodwill', 'The same as a voucher, with a fifth more.',
    'our customer care team', '120 % of the money for your time and trips.'],
  half: ['Half the account fee for three months', '30 November 2026', 'Goodwill',
    'For the next three months you pay half the account fee.', 'our accounts centre', '50 % of CNY 12.00 × 3 is CNY 18.00.'],
  letter: ['A written explanation', '30 November 2026', 'Goodwill', 'You should know what exactly happened.',
    'our customer care team'],
  apology: ['A signed letter of apology', '30 November 2026', 'Goodwill',
    'Where we were wrong, the person in charge apologises by name.', 'the branch manager'],
  senior: ['A call from the person in charge', '25 November 2026', 'Goodwill',
    'When it hit you hard, the person in charge calls in person.', 'the branch manager'],
  call: ['A personal call', '25 November 2026', 'Goodwill',
    'Someone who knows your case calls you, explains, and listens.', 'our customer care team'],
  handler: ['A handler of your own', '25 November 2026', 'Goodwill',
    'It is not your first problem with us, or it hit you hard: from now on one person stays with it.', 'our customer care team'],
};

/** The options: title, why, and what is in each beside what is owed. */
const CARDS = {
  effort: ['The fee back, and money for your time', 'Beside the fee and interest, money for your time and trips.',
    ['effort', 'letter', 'apology', 'senior', 'handler']],
  voucher: ['The fee back, and a voucher', 'A fifth more than the money, if you use our partner shops.',
    ['voucher', 'letter', 'apology', 'senior', 'handler']],
  half: ['The fee back, and half the account fee', 'Beside the fee and interest, half the account fee for three months.',
    ['half', 'letter', 'apology', 'senior', 'handler']],
  words: ['Just tell me what happened',
    'No extras, only the truth: a written explanation and a call. What we owe you stays owed.', ['letter', 'call', 'senior']],
};

function part(name) {
  const [title, day, basis, why, who, working] = PARTS[name];
  return `<li data-row="${name}">
    <p class="line"><span>${title}</span>${working ? `<span data-of="${name}"></span>` : ''}</p>
    <p class="quiet"><span>${basis}</span> <time>by ${day}</time> <span data-perhaps="${name}">depends on your answers</span></p>
    <details><summary>Why, and who does it</summary>
      <p>${why}</p><p>Carried out by: ${who}</p><p><cite>Source: account terms, cl. 8, since 1 January 2026</cite></p>
      ${working ? `<details><summary>How we worked this out</summary><p>${working}</p></details>` : ''}
    </details></li>`;
}

function card(name) {
  const [title, because, parts] = CARDS[name];
  return `<article class="card" data-card="${name}">
    <h4>${title}</h4>
    <p class="total" data-of="total-${name}"></p><meter min="0" max="1" data-bar="${name}"></meter>
    <p class="owed">Of this, owed to you: <span data-of="owed"></span></p>
    <p class="quiet">${because}</p>
    <ul>${['refund', 'rate', ...parts].map(part).join('')}</ul>
    <p class="quiet">Settles at once. Everything is done by 30 November 2026.</p></article>`;
}

const PANEL = `<div><h3>What we will do</h3>
  <p class="total" data-of="total"></p><meter min="0" max="1" data-bar="all"></meter>
  <p class="quiet" data-row="ours">Our system took the fee; taking it in error is our responsibility.</p>
  <p class="quiet" data-row="agreed">The fee is in your contract and the public price list and was charged as agreed, so nothing is due.</p>
  <p><strong>Most helpful next answer: Time it took you</strong></p>
  ${Object.keys(CARDS).map(card).join('')}</div>`;

const OTHERWISE = '<div><h3>What we will do</h3><p class="total">Call 95000</p><p>A person works it out with you.</p></div>';

/** Writes a text where it is another one. */
function write(nodes, text) {
  for (const node of nodes ?? []) if (node.textContent !== text) node.textContent = text;
}

function show(nodes, wanted) {
  for (const node of nodes ?? []) if (node.hidden === wanted) node.hidden = !wanted;
}

function draw(nodes, share) {
  for (const node of nodes ?? []) if (node.value !== share) node.value = share;
}

/** The places of a panel by an attribute's value. */
function places(panel, attribute) {
  const found = {};
  for (const node of panel.querySelectorAll(`[data-${attribute}]`)) (found[node.dataset[attribute]] ??= []).push(node);
  return found;
}

function writeFigures({ of, bar }, { fee, days, refund, rate, owed, ours }) {
  const offered = [];
  for (const [name, most] of Object.entries(EXTRA)) {
    const extra = due(most, ours);
    const total = plus(owed, extra);
    if (name === 'words' || ours !== false) offered.push(total);
    write(of[name], shown(extra));
    write(of[`total-${name}`], shown(total));
  }
  const all = [Math.min(...offered.map(([low]) => low)), Math.max(...offered.map(([, high]) => high))];
  write(of.total, shown(all));
  write(of.fee, shown(fee));
  write(of.days, days[0] === days[1] ? `${days[0]}` : `${days[0]} – ${days[1]}`);
  write(of.refund, shown(refund));
  write(of.rate, shown(rate));
  write(of.owed, shown(owed));
  for (const name of Object.keys(EXTRA)) draw(bar[name], (owed[1] + due(EXTRA[name], ours)[1]) / (all[1] || 1));
  draw(bar.all, all[1] / (MOST_FEE + EXTRA.voucher[1]));
}

function showRows({ row, card, perhaps }, { fee, ours, agreed, refund }) {
  const serious = fee[0] >= 500_00;
  const perhapsCritical = fee[1] >= 200_00;
  show(row.ours, ours === true);
  show(row.agreed, agreed);
  show(row.refund, refund[1] > 0);
  for (const name of ['rate', 'apology']) show(row[name], ours !== false);
  for (const name of ['senior', 'handler']) show(row[name], ours !== false && perhapsCritical);
  show(row.call, !serious);
  for (const name of ['effort', 'voucher', 'half']) show(card[name], ours !== false);
  for (const name of ['rate', 'apology', 'half']) show(perhaps[name], ours === null);
  show(perhaps.refund, refund[0] === 0);
  show(perhaps.letter, false);
  show(perhaps.senior, !serious);
  show(perhaps.call, perhapsCritical);
}

/** Makes a form compute; whatever it holds on to goes with the form. */
export function enhance(form) {
  const [panel, questions, error] = ['.panel', '.questions', '.error'].map((place) => form.querySelector(place));
  const value = (name) => form.elements[name].value;
  let spots;

  function update() {
    const problem = value('problem');
    if (problem === '') return;
    const known = problem === 'fee-in-error';
    questions.hidden = !known;
    if (!known) {
      panel.innerHTML = OTHERWISE;
      spots = undefined;
      return;
    }
    if (!spots) {
      panel.innerHTML = PANEL;
      spots = Object.fromEntries(['of', 'row', 'card', 'perhaps', 'bar'].map((name) => [name, places(panel, name)]));
    }
    const [day, typed, ground, repaid] = ['happened_on', 'fee_amount', 'fee_ground', 'fee_repaid'].map((fact) => value(`fact-${fact}`));
    const found = work({ day, typed, ground, repaid });
    write([error], found.unreadable ? 'Write an amount in CNY such as 1,200.50.' : '');
    writeFigures(spots, found);
    showRows(spots, found);
  }

  form.addEventListener('input', update);
  update();
}

const own = document.getElementById('plain');
if (own) enhance(own);
