import {byId, options, say} from './dom.js';
import {figure, percent, points, whole} from './format.js';
import {bind, bindDetails, choose, chosen} from './address.js';
import {BASE, get, ofSlice} from './api.js';
import {LongTable} from './long-table.js';
import {Matrix} from './matrix.js';
import {span, unit, within} from './span.js';
import * as accuracy from './accuracy.js';
import {TimeChart, marksOf, seconds, spansOf} from './charts.js';
import {ALL, CANDIDATE, CORRECTED, ORIGINAL, bySlice} from './vocabulary.js';

const NAMES = {
  balancedAccuracy: 'Balanced accuracy',
  macroF1: 'Macro F1',
  accuracy: 'Accuracy',
  calibrationError: 'Expected calibration error',
  logLoss: 'Log loss',
};
const SHARES = ['balancedAccuracy', 'macroF1', 'accuracy', 'calibrationError'];

const INTERVALS = {balancedAccuracy: 'balancedInterval', accuracy: 'accuracyInterval'};

const chart = new TimeChart(byId('quality-chart'));
const difference = new TimeChart(byId('difference-chart'));
const reliability = new TimeChart(byId('reliability-chart'));
bindDetails(byId('confusion-details'), 'confusion');
bind(byId('quality-measure'), 'measure', 'balancedAccuracy');
byId('slice').addEventListener('change', event => choose('slice', event.target.value, ALL));

export async function refresh() {
  const slice = chosen('slice', ALL);
  const view = await within(() => ofSlice('/quality', slice, span()));
  if (!view) return;
  options(byId('slice'), [...view.slices].sort(bySlice), slice);
  document.querySelectorAll('a[data-path]').forEach(link => { link.href = `${BASE}/${link.dataset.path}?${new URLSearchParams({format: 'csv', slice, ...span()})}`; });
  const windows = onePerTime(view.windows);
  const about = {marks: marksOf(view.swaps), spans: spansOf(view.alarms), x: windows.map(window => seconds(window.start))};
  accuracy.show(view, windows, about);
  showArms(windows, about, unit(view));
  showDifference(windows, about);
  showReliability(view.total);
  await showClasses(slice);
}

/** Milliseconds between two drawings of the matrices. */
const PAUSE = 10_000;
let drawn = 0;

/** With many classes, figures by class are megabytes: they are fetched and drawn only while somebody looks at them. */
async function showClasses(slice, pause = PAUSE) {
  if (!byId('confusion-details').open || Date.now() - drawn < pause) return;
  const [{total}, flips] = await Promise.all([ofSlice('/quality/total', slice), get('/flips/counts')]);
  showConfusion(total, flips);
  showByClass(total);
  drawn = Date.now();
}

byId('confusion-details').addEventListener('toggle', () => showClasses(chosen('slice', ALL), 0).catch(console.warn));

export function recolour() {
  accuracy.recolour();
  chart.recolour();
  difference.recolour();
  reliability.recolour();
  matrices.forEach(matrix => matrix.draw());
}

/** When the champion is swapped, both champions have a window; the one with more labels is shown. */
function onePerTime(windows) {
  const best = new Map();
  for (const window of windows) {
    const known = best.get(window.start);
    if (!known || window.labelled >= known.labelled) best.set(window.start, window);
  }
  return [...best.values()];
}

const armName = arm => arm.arm === CANDIDATE ? `candidate ${arm.version.slice(0, 6)}` : arm.arm;

const CANDIDATE_COLOURS = 5;

/** Each candidate has its own colour: the evaluation judges five at a time unless told otherwise. */
const colourOf = (name, candidates) =>
  [ORIGINAL, CORRECTED].includes(name) ? name : `candidate-${candidates.indexOf(name) % CANDIDATE_COLOURS}`;

function showArms(windows, about, unit) {
  const measure = chosen('measure', 'balancedAccuracy');
  const names = [...new Set(windows.flatMap(window => window.arms.map(armName)))];
  const candidates = names.filter(name => ![ORIGINAL, CORRECTED].includes(name)).sort();
  const interval = INTERVALS[measure];
  const series = [];
  const bands = [];
  for (const name of names) {
    const arms = windows.map(window => window.arms.find(arm => armName(arm) === name));
    const line = {
      label: name,
      colour: colourOf(name, candidates),
      weights: arms.map(arm => arm?.labelled ?? 0),
      values: arms.map(arm => arm?.[measure] ?? null),
    };
    series.push(line);
    if (interval) {
      const end = which => ({label: `${name}, ${which}`, colour: line.colour, bound: true, points: false, values: arms.map(arm => arm?.[interval]?.[which] ?? null)});
      series.push(end('upper'), end('lower'));
      bands.push({series: [series.length - 1, series.length], colour: line.colour, alpha: 0.12});
    }
  }
  say(byId('quality-caption'), `${NAMES[measure]} of every arm, by ${unit}${interval ? ', with its confidence sequence' : ''}`);
  const share = SHARES.includes(measure);
  chart.show({
    ...about,
    series,
    bands,
    kind: measure,
    format: share ? value => percent(value, 0) : figure,
    summary: `${NAMES[measure]} over ${windows.length} ${unit}s. ${series.filter(one => !one.bound).map(one => `${one.label}: latest ${share ? percent(latest(one.values)) : figure(latest(one.values))}`).join('; ')}`,
    empty: 'No window has been judged yet.',
  });
}

const latest = values => values.findLast(value => value !== null) ?? null;

function showDifference(windows, about) {
  const paired = windows.map(window => window.comparisons.find(one => one.challenger === CORRECTED));
  const column = name => paired.map(one => one?.[name] ?? null);
  const last = paired.findLast(one => one && one.difference !== null);
  difference.show({
    ...about,
    series: [
      {label: 'upper', colour: 'corrected', values: column('upper'), width: 1, points: false},
      {label: 'difference', colour: 'corrected', weights: paired.map(one => one?.labelled ?? 0), values: column('difference')},
      {label: 'lower', colour: 'corrected', values: column('lower'), width: 1, points: false},
      {label: 'no difference', colour: 'soft', values: paired.map(() => 0), width: 1, dash: [4, 4], points: false},
    ],
    bands: [{series: [1, 3], colour: 'corrected'}],
    format: points,
    summary: last
      ? `In the latest labelled window, the correction changed accuracy by ${points(last.difference)} points, between ${points(last.lower)} and ${points(last.upper)}.`
      : 'No labelled window yet.',
    empty: 'No window has been judged yet.',
  });
}

const matrices = new Map();
const between = new LongTable(byId('flips-between'), {
  label: 'Flips between the arms',
  columns: [['original'], ['corrected'], ['images', 'number'], ['helped', 'number'], ['hurt', 'number']],
  name: flip => `${flip.original} ${flip.corrected}`,
  cells: flip => [flip.original, flip.corrected, whole(flip.images), whole(flip.helped), whole(flip.hurt)],
});

function showConfusion(total, flips) {
  const arms = (total?.arms ?? []).filter(arm => [ORIGINAL, CORRECTED].includes(arm.arm));
  byId('confusion-empty').hidden = arms.length > 0;
  byId('flips-between-figure').hidden = arms.length === 0;
  for (const name of [ORIGINAL, CORRECTED]) {
    const arm = arms.find(one => one.arm === name);
    const place = byId(`confusion-${name}`);
    place.hidden = !arm;
    if (!arm) continue;
    if (!matrices.has(name)) matrices.set(name, new Matrix(place));
    matrices.get(name).show(arm, total.classes);
  }
  const sum = name => flips.reduce((all, flip) => all + flip[name], 0);
  say(byId('flips-between-caption'), `flips between them, most frequent first (${whole(sum('helped'))} helped, ${whole(sum('hurt'))} hurt, of the latest ${whole(sum('images'))})`);
  between.show(flips);
}

const byClass = new LongTable(byId('by-class-table'), {
  label: 'Helped and hurt by class',
  columns: [['class'], ['labelled', 'number'], ['helped', 'number'], ['hurt', 'number'], ['difference', 'number']],
  name: one => one.name,
  cells: one => [one.name, whole(one.labelled), whole(one.helped), whole(one.hurt), one.labelled ? `${points((one.helped - one.hurt) / one.labelled)} points` : '–'],
});

/** The classes that the correction helps: the labels behind the verdict, by true class. */
function showByClass(total) {
  const pair = total?.comparisons.find(one => one.challenger === CORRECTED);
  byId('by-class').hidden = !pair?.labelledByClass.length;
  if (!pair) return;
  byClass.show(pair.labelledByClass.map((labelled, index) => ({name: total.classes[index], labelled, helped: pair.helpedByClass[index], hurt: pair.hurtByClass[index]})));
}

function showReliability(total) {
  const arms = (total?.arms ?? []).filter(arm => arm.calibration.length);
  const x = [...new Set([0, 1, ...arms.flatMap(arm => arm.calibration.map(bin => bin.confidence))])].sort((a, b) => a - b);
  const candidates = arms.map(armName).filter(name => ![ORIGINAL, CORRECTED].includes(name)).sort();
  reliability.show({
    x: arms.length ? x : [],
    plain: value => percent(value, 0),
    across: 'Confidence',
    reach: [0, 1],
    range: [0, 1],
    kind: 'reliability',
    series: [
      ...arms.map(arm => ({
        label: armName(arm),
        colour: colourOf(armName(arm), candidates),
        joined: true,
        points: true,
        values: x.map(value => arm.calibration.find(bin => bin.confidence === value)?.accuracy ?? null),
      })),
      {label: 'perfect calibration', colour: 'soft', dash: [4, 4], width: 1, points: false, joined: true, values: x},
    ],
    format: value => percent(value, 0),
    summary: arms.length ? `Reliability: ${arms.map(arm => `${armName(arm)} is off by ${percent(arm.calibrationError)} on average`).join('; ')}` : 'No calibration yet.',
    empty: 'No image has been judged yet.',
  });
}
