import {byId, say} from './dom.js';
import {choose, chosen} from './address.js';

/** The span of time that charts and tables show is in the page's address, as the API's parameters from and to. */
const PRESETS = ['', '-1h', '-24h', '-7d', '-30d', 'champion'];
const CUSTOM = 'custom';
const select = byId('span');
const whole = byId('whole-time');
let asked = false;

export const span = () => ({from: chosen('from'), to: chosen('to')});

/** A time without an offset is in UTC, as in the API. */
const utc = text => /T/.test(text) && !/(Z|[+-]\d\d:?\d\d)$/.test(text) ? `${text}Z` : text;

const seconds = text => Date.parse(utc(text)) / 1000;

/** Both ends in seconds, if both are times and not relative to now; else null. */
export function absolute() {
  const [from, to] = [seconds(chosen('from')), seconds(chosen('to'))];
  return from < to ? [from, to] : null;
}

/** An end is a text of the API, a number of seconds, or empty. */
export function lookAt(from, to) {
  const text = end => typeof end === 'number' ? new Date(1000 * end).toISOString().replace('.000Z', 'Z') : end;
  choose({from: text(from), to: text(to)});
  show();
}

/** Says what is wrong with a span that somebody typed into the address, and nothing once it is right. */
export const refused = message => {
  byId('span-problem').hidden = !message;
  say(byId('span-problem'), message ? `This time cannot be shown: ${message}.` : '');
};

/** Runs a request that has the span; a bad span is no failure to try again. */
export async function within(request) {
  try {
    const answer = await request();
    refused('');
    return answer;
  } catch (failure) {
    if (failure.status !== 400) throw failure;
    refused(failure.message);
    return null;
  }
}

/** What a point of a chart stands for. */
export const unit = view => ({HOURS: 'hour', DAYS: 'day'})[view.span?.resolution] ?? 'window';

const local = text => {
  const at = new Date(utc(text));
  return Number.isNaN(at.getTime()) ? '' : new Date(at.getTime() - 60_000 * at.getTimezoneOffset()).toISOString().slice(0, 16);
};

function show() {
  const {from, to} = span();
  const preset = to === '' && PRESETS.includes(from) ? from : CUSTOM;
  select.value = asked ? CUSTOM : preset;
  whole.hidden = from === '' && to === '';
  byId('span-custom').hidden = select.value !== CUSTOM;
  byId('span-from').value = local(from);
  byId('span-to').value = local(to);
}

/** Addresses of former releases have seconds. */
const former = ['from', 'to'].map(name => chosen(name)).map(text => /^\d{9,10}$/.test(text) ? Number(text) : text);
if (former.some(end => typeof end === 'number')) lookAt(...former);

select.addEventListener('change', () => {
  asked = select.value === CUSTOM;
  if (asked) show();
  else lookAt(select.value, '');
});
byId('span-show').addEventListener('click', () => {
  asked = false;
  const end = id => byId(id).value ? Date.parse(byId(id).value) / 1000 : '';
  lookAt(end('span-from'), end('span-to'));
});
whole.addEventListener('click', () => {
  asked = false;
  lookAt('', '');
});
show();
