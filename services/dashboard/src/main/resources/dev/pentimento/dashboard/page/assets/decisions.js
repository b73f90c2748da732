import {byId, el} from './dom.js';
import {time} from './format.js';
import {get, post} from './api.js';
import {askOperator} from './ask.js';
import {ALL, bySlice, sourceOf} from './vocabulary.js';

const SPANS = [['PT1H', '1 hour'], ['PT4H', '4 hours'], ['P1D', '1 day'], ['P7D', '7 days'], ['P30D', '30 days']];
const KINDS = {DRIFT: 'drift alarms', ACCURACY: 'accuracy below the floor', CORRECTION: 'a correction that hurts', CHAMPION: 'changes of champion', DEAD_LETTERS: 'dead letters'};
const NAMES = {accuracy: 'accuracy below the floor', correction: 'a correction that hurts'};

const over = seen => seen.until !== null && Date.parse(seen.until) <= Date.now();

/** Whether somebody takes care of the alarm: an acknowledgement may have an end. */
export const cared = entry => Boolean(entry.acknowledgement) && !over(entry.acknowledgement);

/** What somebody has said of an alarm. */
export function acknowledged(entry) {
  const seen = entry.acknowledgement;
  if (!seen) return null;
  return el('p', {class: 'acknowledged'}, over(seen) ? `The acknowledgement by ${seen.decidedBy} ended at ${time(seen.until)}.`
    : `Acknowledged by ${seen.decidedBy} at ${time(seen.decidedAt)}${seen.until ? ` until ${time(seen.until)}` : ''}${seen.note ? `: ${seen.note}` : ''}`);
}

export const acknowledgeButton = (alarm, what) => el('button', {type: 'button', class: 'quiet', 'data-acknowledge': alarm, onclick: () => acknowledge(alarm, what)}, 'Acknowledge');

function acknowledge(alarm, what) {
  askOperator({
    title: `Acknowledge ${what}`,
    text: 'Everybody sees that somebody takes care of it, and the webhook is not told again until it ends.',
    yes: 'Acknowledge',
    fields: [
      {name: 'decidedBy', label: 'Your name', value: ''},
      {name: 'note', label: 'Note', value: ''},
      {name: 'duration', label: 'For', options: [['', 'as long as it is open'], ...SPANS], value: ''},
    ],
    action: said => decide('ACKNOWLEDGE', {alarm}, said),
  });
}

async function mute() {
  const slices = (await get('/slices')).map(one => one.slice).sort(bySlice);
  askOperator({
    title: 'Mute the webhook',
    text: 'Nothing of this kind is sent until the end. What is still open then is sent.',
    yes: 'Mute',
    fields: [
      {name: 'kind', label: 'Kind', options: [['', 'every kind'], ...Object.entries(KINDS)], value: ''},
      {name: 'slice', label: 'Slice', options: [['', 'every slice'], ...slices.map(slice => [slice, slice === ALL ? 'all images' : sourceOf(slice)])], value: ''},
      {name: 'duration', label: 'For', options: SPANS, value: 'PT4H'},
      {name: 'decidedBy', label: 'Your name', value: ''},
      {name: 'note', label: 'Note', value: ''},
    ],
    action: said => decide('MUTE', {kind: said.kind, slice: said.slice}, said),
  });
}

function unmute(entry) {
  askOperator({
    title: 'Unmute the webhook',
    text: `${whatIsMuted(entry)}: what is open now is sent.`,
    yes: 'Unmute',
    fields: [{name: 'decidedBy', label: 'Your name', value: ''}],
    action: said => decide('UNMUTE', {kind: entry.kind, slice: entry.slice}, said),
  });
}

async function decide(action, what, {decidedBy, note, duration}) {
  await post('/alarm-decisions', {action, ...what, decidedBy, note, duration});
  await refresh();
}

const whatIsMuted = entry => `${entry.kind ? KINDS[entry.kind] ?? entry.kind : 'every kind'}${entry.slice ? ` in ${entry.slice === ALL ? 'all images' : sourceOf(entry.slice)}` : ''}`;

const about = entry => ` by ${entry.decidedBy}${entry.until ? ` until ${time(entry.until)}` : ''}${entry.note ? `: ${entry.note}` : ''} `;

let shown;

/** What is muted, and which of the alarms without a card of their own are acknowledged. */
export async function refresh() {
  const current = await get('/alarm-decisions');
  const text = JSON.stringify(current);
  if (text === shown) return;
  shown = text;
  const mutes = current.filter(entry => entry.type === 'MUTE');
  const seen = current.filter(entry => NAMES[entry.alarm]);
  byId('decisions').replaceChildren(
    ...seen.map(entry => el('p', {class: 'acknowledged'}, `Acknowledged: ${NAMES[entry.alarm]},${about(entry)}`)),
    ...mutes.map(entry => el('p', {class: 'muted'}, `The webhook is muted: ${whatIsMuted(entry)},${about(entry)}`,
      el('button', {type: 'button', class: 'quiet', onclick: () => unmute(entry)}, 'Unmute'))),
    el('p', {}, el('button', {type: 'button', class: 'quiet', id: 'mute', onclick: () => mute().catch(console.warn)}, 'Mute the webhook')));
}
