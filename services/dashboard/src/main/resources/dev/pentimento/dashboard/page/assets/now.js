import {byId, el, say} from './dom.js';
import {age, percent, points, time, whole} from './format.js';
import {get} from './api.js';
import {ALL, sourceOf} from './vocabulary.js';

const QUIET = 60_000;

let announced;

export async function refresh() {
  const now = await get('/now');
  const headline = byId('now-title');
  headline.className = `headline ${now.verdict.toLowerCase()}`;
  say(headline, now.headline);
  // Figures change constantly; only a new verdict is worth interrupting a screen reader.
  if (announced !== now.verdict) say(byId('announcement'), now.headline);
  announced = now.verdict;
  showProblem(now.problem);
  showQuiet(now);
  document.title = `${now.verdict === 'NONE' ? '' : `${now.verdict.toLowerCase()} · `}Pentimento`;
  byId('now-interval').replaceChildren(...interval(now.comparison));
  byId('now-figures').replaceChildren(...figures(now));
  byId('now-alarms').replaceChildren(...now.openAlarms.map(alarm));
  announceAlarms(now.openAlarms);
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

const where = entry => entry.slice === ALL ? '' : ` (${sourceOf(entry.slice)})`;

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

/** A picture of the confidence sequence: zero, the range, the estimate. */
function interval(comparison) {
  if (!comparison || comparison.lower === null || comparison.labelled === 0) return [];
  const {lower, upper, difference} = comparison;
  const reach = 1.15 * Math.max(Math.abs(lower), Math.abs(upper), 0.005);
  const place = value => `${50 + 50 * Math.max(-1, Math.min(1, value / reach))}%`;
  const part = (name, left, text = '') => {
    const element = el('span', {class: name}, text);
    element.style.left = left;
    return element;
  };
  const range = part('range', place(lower));
  range.style.width = `calc(${place(upper)} - ${place(lower)})`;
  return [el('div', {class: 'interval', 'aria-hidden': 'true'},
    el('span', {class: 'axis'}), part('zero', '50%'), range, part('estimate', place(difference)),
    part('tick', place(lower), points(lower)), part('tick', place(upper), points(upper)))];
}

function figures(now) {
  const lastAge = now.lastPredictionAt ? Date.parse(now.at) - Date.parse(now.lastPredictionAt) : null;
  const quality = arm => arm && arm.accuracy !== null ? percent(arm.accuracy) : '–';
  const balanced = arm => arm && arm.balancedAccuracy !== null ? `balanced ${percent(arm.balancedAccuracy)}` : 'no label yet';
  const comparison = now.comparison;
  return [
    tile('Accuracy, original', quality(now.original), balanced(now.original), 'original'),
    tile('Accuracy, corrected', quality(now.corrected), balanced(now.corrected), 'corrected'),
    comparison && tile('Flips', whole(comparison.flips), `${whole(comparison.helped)} helped, ${whole(comparison.hurt)} hurt`),
    tile('Images per second', now.imagesPerSecond.toFixed(now.imagesPerSecond < 10 ? 1 : 0),
      lastAge === null ? 'no image yet' : `last ${age(lastAge)}`, lastAge !== null && lastAge > 60_000 ? 'bad' : ''),
    tile('Labelled', percent(now.shareLabelled), `${whole(now.labelled)} of ${whole(now.images)} images`),
    now.estimate && tile('Without labels', percent(now.estimate.accuracy), `estimate, ${percent(now.estimate.lower, 0)} to ${percent(now.estimate.upper, 0)}${now.estimate.extrapolated ? ', extrapolated' : ''}`, now.estimate.extrapolated ? 'bad' : ''),
    tile('Open alarms', whole(now.openAlarms.length), now.openAlarms.length ? 'the input has drifted' : 'no drift detected', now.openAlarms.length ? 'bad' : ''),
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

const onset = entry => entry.sinceFirstImage
  ? 'the input has differed from the reference since the first image, as far as can be told'
  : `the input began to change at about ${time(entry.startedAt)}${entry.onsetLatestImage < 0 ? '' : `, between images ${whole(entry.onsetEarliestImage)} and ${whole(entry.onsetLatestImage)}`}`;

export function alarm(entry) {
  const open = entry.state === 'RAISED';
  const parts = [
    `${open ? 'Drift' : 'Drift, resolved'}${where(entry)}: raised ${time(entry.raisedAt)}, ${onset(entry)}`,
    entry.replaces ? `it took the place of another drift, alarm ${entry.replaces}` : null,
    entry.resolvedAt ? `resolved ${time(entry.resolvedAt)}` : null,
    entry.size ? `size ${percent(entry.size, 0)} of the distribution` : null,
    entry.scores.length ? `moved most: ${entry.scores.slice(0, 4).join(' · ')}` : null,
    entry.sources.length ? `sources: ${entry.sources.slice(0, 4).join(' · ')}` : null,
    entry.classes.length ? `classes: ${entry.classes.slice(0, 4).join(' · ')}` : null,
  ];
  return el('p', {class: open ? 'alarm' : 'alarm resolved'}, parts.filter(Boolean).join('; '));
}
