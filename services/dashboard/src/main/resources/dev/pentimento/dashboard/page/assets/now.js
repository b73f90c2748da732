import {byId, el, say} from './dom.js';
import {age, percent, points, time, whole} from './format.js';
import {cared} from './decisions.js';
import {get} from './api.js';
import {alarm, where} from './alarms.js';
import * as lights from './lights.js';

const QUIET = 60_000;
const TITLES = {GOOD: 'right', DOUBTFUL: 'unsure', BAD: 'wrong', UNKNOWN: 'not known'};

let announced;

export async function refresh() {
  const now = await get('/now');
  const headline = byId('now-title');
  headline.className = `headline ${now.right.state.toLowerCase()}`;
  say(headline, now.headline);
  // Figures change constantly; only a new answer is worth interrupting a screen reader.
  if (announced !== now.headline) say(byId('announcement'), now.headline);
  announced = now.headline;
  lights.show(now);
  showProblem(now.problem);
  showQuiet(now);
  document.title = `${TITLES[now.right.state]} · Pentimento`;
  byId('now-figures').replaceChildren(...figures(now));
  showAlarms(now.openAlarms);
  announceAlarms(now.openAlarms);
}

let shownAlarms = '';

/** An alarm whose details are open stays open while nothing about it changes. */
function showAlarms(alarms) {
  const text = JSON.stringify([alarms, alarms.map(cared)]);
  if (text === shownAlarms) return;
  shownAlarms = text;
  byId('now-alarms').replaceChildren(...alarms.map(alarm));
}

let known;

/** Announces alarms that are raised or resolved while the page is open. */
function announceAlarms(open) {
  const ids = new Map(open.map(entry => [entry.id, entry]));
  if (known) {
    const raised = open.filter(entry => !known.has(entry.id));
    const gone = [...known.values()].filter(entry => !ids.has(entry.id));
    const texts = [...raised.map(entry => `Drift alarm${where(entry)}, raised ${time(entry.raisedAt)}.`), ...gone.map(entry => `The drift alarm${where(entry)} of ${time(entry.raisedAt)} is no longer open.`)];
    if (texts.length) say(byId('alarm-announcement'), texts.join(' '));
  }
  known = ids;
}

/** The service answers, but its figures may be outdated. */
function showProblem(problem) {
  document.body.classList.toggle('behind', problem !== null);
  byId('behind').hidden = problem === null;
  say(byId('behind'), problem === null ? '' : `The figures may be outdated or incomplete: ${problem}.`);
}

/** Without new images, old figures would look current. */
function showQuiet(now) {
  const quiet = now.lastPredictionAt ? Date.parse(now.at) - Date.parse(now.lastPredictionAt) : 0;
  byId('quiet').hidden = quiet < QUIET;
  say(byId('quiet'), quiet < QUIET ? '' : `No image has been classified since ${time(now.lastPredictionAt)} (${age(quiet)}), so the figures are that old.`);
}

/** Averages since the champion began say so: they hide a change. */
function figures(now) {
  const lastAge = now.lastPredictionAt ? Date.parse(now.at) - Date.parse(now.lastPredictionAt) : null;
  const average = arm => arm && arm.accuracy !== null ? `${percent(arm.accuracy)}` : '–';
  const balanced = arm => arm && arm.balancedAccuracy !== null ? `balanced ${percent(arm.balancedAccuracy)}` : 'no label yet';
  return [
    tile('Average since it became champion, original', average(now.original), balanced(now.original), 'original'),
    now.champion?.correction && tile('Average since it became champion, corrected', average(now.corrected), balanced(now.corrected), 'corrected'),
    tile('Images per second', now.imagesPerSecond.toFixed(now.imagesPerSecond < 10 ? 1 : 0),
      lastAge === null ? 'no image yet' : `last ${age(lastAge)}`, lastAge !== null && lastAge > 60_000 ? 'bad' : ''),
    tile('Labelled since it became champion', percent(now.shareLabelled), `${whole(now.labelled)} of ${whole(now.images)} images`),
    tile('Champion', now.champion?.version ?? 'none', now.champion ? `since ${time(now.championSince)}` : '', 'id'),
    tile('Dead letters', whole(now.deadLetters), now.deadLetters ? 'see below' : 'every record was usable'),
    ...now.candidates.map(candidate => tile(`Candidate ${candidate.challengerVersion}`, verdict(candidate.verdict), candidateText(candidate))),
  ].filter(Boolean);
}

const verdict = name => ({HELPS: 'better', HURTS: 'worse', EQUIVALENT: 'the same', UNDECIDED: 'undecided'})[name];

const candidateText = candidate => candidate.difference === null
  ? 'no label yet'
  : [
    `${points(candidate.difference)} points (${points(candidate.lower)} to ${points(candidate.upper)}) on ${whole(candidate.labelled)} labels`,
    candidate.heldBackReason ? `held back: ${candidate.heldBackReason}` : null,
    candidate.verdict === 'UNDECIDED' && candidate.labelsNeeded ? `about ${whole(candidate.labelsNeeded)} more needed for a verdict` : null,
  ].filter(Boolean).join('; ');

const tile = (name, value, more, kind = '') =>
  el('div', {class: kind}, el('dt', {}, name), el('dd', {}, value, el('small', {}, more)));
