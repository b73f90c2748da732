import {byId, say} from './dom.js';
import {age, time} from './format.js';
import {follow} from './live.js';
import {keepInView} from './anchor.js';
import {onChoice} from './address.js';
import {askForToken} from './ask.js';
import * as now from './now.js';
import * as quality from './quality.js';
import * as classes from './classes.js';
import * as drift from './drift.js';
import * as map from './map.js';
import * as flips from './flips.js';
import * as versions from './versions.js';
import * as decisions from './decisions.js';
import * as deadLetters from './dead-letters.js';

/** The parts of the page: which changes refresh them, and the shortest pause between two refreshes in milliseconds. */
const sections = [
  section(now, ['now'], 1_000),
  section(quality, ['quality'], 2_000),
  section(classes, ['quality'], 5_000),
  section(drift, ['drift'], 2_000),
  section(map, ['map'], 1_500),
  section(flips, ['flips'], 4_000),
  section(versions, ['versions', 'commands'], 2_000),
  section(decisions, ['decisions', 'now'], 2_000),
  section(deadLetters, ['dead-letters'], 2_000),
];

function section(part, slugs, pause) {
  return {part, slugs, pause, busy: false, dirty: false, at: 0};
}

async function refresh(entry) {
  if (entry.busy || document.hidden) {
    entry.dirty = true;
    return;
  }
  entry.busy = true;
  entry.dirty = false;
  const wait = entry.at + entry.pause - Date.now();
  if (wait > 0) await new Promise(done => setTimeout(done, wait));
  entry.at = Date.now();
  try {
    await entry.part.refresh();
  } catch (failure) {
    console.warn(failure);
    setTimeout(() => refresh(entry), 3_000);
  } finally {
    entry.busy = false;
  }
  if (entry.dirty) refresh(entry);
}

const refreshAll = () => sections.forEach(refresh);
let run;
let lastHeard = Date.now();

follow({
  onHello: newRun => {
    if (run !== newRun) map.forget();
    run = newRun;
    refreshAll();
  },
  onChanged: parts => sections.filter(entry => entry.slugs.some(slug => parts.includes(slug))).forEach(refresh),
  onState: state => {
    if (state === 'live') lastHeard = Date.now();
    show(state);
  },
});

function show(state) {
  const pill = byId('connection');
  pill.className = `pill ${state}`;
  say(pill, state === 'live' ? 'live' : 'reconnecting');
  document.body.classList.toggle('stale', state !== 'live');
  byId('stale').hidden = state === 'live';
  if (state !== 'live') {
    say(byId('stale'), `No connection to the service since ${time(new Date(lastHeard))}: the figures are outdated (${age(Date.now() - lastHeard)}).`);
  }
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) sections.filter(entry => entry.dirty).forEach(refresh);
});
/** Choices that change only the appearance need no request. */
const LOOKS = ['image', 'confusion', 'classes', 'version'];
onChoice(names => {
  if (names.some(name => !LOOKS.includes(name))) refreshAll();
});
const redraw = () => sections.forEach(({part}) => part.recolour?.());
keepInView();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
matchMedia('(min-width: 120rem)').addEventListener('change', redraw);
byId('token-button').addEventListener('click', askForToken);
