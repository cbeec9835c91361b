// Judges what a report says of a letter by the letter's truth file (tests/cases/loa): right, wrong and missing for each fact.
// A fact that the truth file does not name is not judged; null says that the letter does not have it.

const plain = (text) => (text ?? '').toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim();
const digits = (text) => (text ?? '').replace(/\D/g, '').slice(-10);
const given = (text) => (text?.presence === 'given' ? text.value ?? text.text : undefined);

// counts[fact] = {right, wrong, missing}; misses: sentences.
export class Score {
  counts = {};
  misses = [];

  add(fact, { right = 0, wrong = 0, missing = 0 }, says) {
    const count = (this.counts[fact] ??= { right: 0, wrong: 0, missing: 0 });
    count.right += right;
    count.wrong += wrong;
    count.missing += missing;
    if ((wrong || missing) && says) this.misses.push(`${fact}: ${says}`);
  }

  // One value each, or none.
  one(fact, wanted, found, same = (a, b) => plain(a) === plain(b)) {
    const [has, got] = [wanted !== undefined && wanted !== null && wanted !== '', found !== undefined && found !== null && found !== ''];
    const right = has && got && same(wanted, found);
    this.add(fact, { right: Number(right), wrong: Number(got && !right), missing: Number(has && !right) }, `${wanted ?? 'nothing'} was read as ${found ?? 'nothing'}`);
  }

  // Several; each of them once.
  many(fact, wanted, found) {
    const rest = [...found];
    const missing = wanted.filter((one) => {
      const at = rest.indexOf(one);
      if (at >= 0) rest.splice(at, 1);
      return at < 0;
    });
    this.add(fact, { right: wanted.length - missing.length, wrong: rest.length, missing: missing.length },
      `${missing.length ? `missing ${missing.join('; ')}` : ''} ${rest.length ? `wrong ${rest.join('; ')}` : ''}`.trim());
  }
}

const dateText = ({ role, readings }) => `${role} ${[...readings].sort().join(' or ')}`;
const coarse = (date, signed) =>
  date.role === 'bill' ? 'bill' : date.role === 'signing' || (signed && JSON.stringify(date) === JSON.stringify(signed)) ? 'signed' : 'other';

function judgeDates(score, truth, letter) {
  // The same day of the same role counts once: services print it many times.
  const unique = (texts) => [...new Set(texts)];
  if (truth.dates !== undefined) {
    score.many('dates', unique(truth.dates.map(dateText)),
      unique((letter.dates ?? []).map((date) => dateText({ role: coarse(date, letter.signed), readings: date.readings }))));
  }
  if (truth.signed !== undefined) {
    score.one('signing date', truth.signed && [...truth.signed.readings].sort().join(' or '), letter.signed && [...letter.signed.readings].sort().join(' or '));
  }
}

function judgeAddress(score, fact, wanted, found) {
  if (wanted === undefined) return;
  for (const part of ['street', 'unit', 'city', 'state', 'zip']) {
    score.one(fact, wanted?.[part], found?.presence === 'given' ? found[part] : undefined);
  }
  if (wanted?.po_box || found?.po_box) score.one(fact, wanted?.po_box ? 'PO box' : null, found?.po_box ? 'PO box' : null);
}

// `letter` is the report's; `numbers` {listed, extra}: how many to port the letter has, and how many of them are not the truth's.
export function judgeFacts(truth, letter = {}, numbers) {
  const score = new Score();
  judgeDates(score, truth, letter);
  if (truth.numbers !== undefined) {
    const right = numbers.listed - numbers.extra;
    score.add('numbers', { right, wrong: numbers.extra, missing: truth.numbers.length - right }, `${right} of ${truth.numbers.length}, and ${numbers.extra} others`);
  }
  const texts = { company: 'company', signer: 'signer', title: 'title', carrier: 'carrier', gaining_carrier: 'gaining_carrier', resporg: 'resporg' };
  for (const [name, member] of Object.entries(texts)) {
    if (truth[name] !== undefined) score.one(name.replace('_', ' '), truth[name], given(letter[member]));
  }
  if (truth.billing_number !== undefined) score.one('billing number', truth.billing_number, given(letter.billing_number), (a, b) => digits(a) === digits(b));
  if (truth.account !== undefined) score.one('account number', truth.account, given(letter.account_number)?.slice(-3));
  if (truth.pin !== undefined) score.one('PIN presence', truth.pin, letter.pin);
  judgeAddress(score, 'service address', truth.service_address, letter.service_address);
  judgeAddress(score, 'billing address', truth.billing_address, letter.billing_address);
  if (truth.signature !== undefined) {
    const kind = letter.signature?.kind;
    score.one('signature kind', truth.signature.kind === 'none' ? null : truth.signature.kind, kind === 'none' ? null : kind);
    if (truth.signature.page && kind && kind !== 'none') score.one('signature page', String(truth.signature.page), String(letter.signature.page));
  }
  if (truth.see_attached !== undefined) score.one('see attached', truth.see_attached ? 'yes' : null, letter.see_attached ? 'yes' : null);
  return score;
}

// LOA findings of a request with the sheet and the files that belong to the letter. Infos count only where the truth names them.
export function judgeRules(truth, report) {
  const score = new Score();
  const fired = new Map(report.findings.filter(({ rule }) => rule.startsWith('LOA')).map((finding) => [finding.rule, finding.severity]));
  const named = new Set([...truth.rules, ...truth.may]);
  const found = [...fired].filter(([rule, severity]) => truth.rules.includes(rule) || truth.never.includes(rule) || (severity !== 'info' && !named.has(rule)));
  score.many('rules', truth.rules, found.map(([rule]) => rule));
  return score;
}

export function share({ right, wrong, missing }) {
  const ratio = (a, b) => (b === 0 ? 1 : a / b);
  return { precision: ratio(right, right + wrong), recall: ratio(right, right + missing) };
}
