import {byId, el, options, say} from './dom.js';
import {figure, percent, points, whole} from './format.js';
import {bind, bindDetails, choose, chosen} from './address.js';
import {BASE, get, ofSlice} from './api.js';
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
  const view = await ofSlice('/quality', slice);
  options(byId('slice'), [...view.slices].sort(bySlice), slice);
  document.querySelectorAll('a[data-path]').forEach(link => { link.href = `${BASE}/${link.dataset.path}?format=csv&slice=${encodeURIComponent(slice)}`; });
  const windows = onePerTime(view.windows);
  const about = {marks: marksOf(view.swaps), spans: spansOf(view.alarms), x: windows.map(window => seconds(window.start))};
  accuracy.show(view, windows, about);
  showArms(windows, about);
  showDifference(windows, about);
  showReliability(view.total);
  await showClasses(slice);
}

/** With many classes, figures by class are megabytes: they are fetched and drawn only while somebody looks at them. */
async function showClasses(slice) {
  if (!byId('confusion-details').open) return;
  const [{total}, flips] = await Promise.all([ofSlice('/quality/total', slice), get('/flips/counts')]);
  showConfusion(total, flips);
  showByClass(total);
}

byId('confusion-details').addEventListener('toggle', () => showClasses(chosen('slice', ALL)).catch(console.warn));

export function recolour() {
  accuracy.recolour();
  chart.recolour();
  difference.recolour();
  reliability.recolour();
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

function showArms(windows, about) {
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
  say(byId('quality-caption'), `${NAMES[measure]} of every arm, by window${interval ? ', with its confidence sequence' : ''}`);
  const share = SHARES.includes(measure);
  chart.show({
    ...about,
    series,
    bands,
    kind: measure,
    format: share ? value => percent(value, 0) : figure,
    summary: `${NAMES[measure]} over ${windows.length} windows. ${series.filter(one => !one.bound).map(one => `${one.label}: latest ${share ? percent(latest(one.values)) : figure(latest(one.values))}`).join('; ')}`,
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

function showConfusion(total, flips) {
  const place = byId('confusion');
  if (!total) {
    place.replaceChildren(el('p', {class: 'empty'}, 'No image has been judged yet.'));
    return;
  }
  const arms = total.arms.filter(arm => [ORIGINAL, CORRECTED].includes(arm.arm));
  place.replaceChildren(...arms.flatMap((arm, index) => [...(index === 1 ? [between(flips, total.classes)] : []), matrix(arm, total.classes)]));
}

/** The differences between the two matrices: the latest flips, coloured by helped versus hurt. */
function between(flips, classes) {
  const cells = new Map(flips.map(flip => [`${flip.original}\n${flip.corrected}`, flip]));
  const rows = classes.map(from => el('tr', {}, el('th', {scope: 'row'}, from), classes.map(to => {
    const flip = cells.get(`${from}\n${to}`);
    if (!flip) return el('td', {}, '');
    const cell = el('td', {title: `${from} became ${to}: ${flip.images} flips, ${flip.helped} helped, ${flip.hurt} hurt`}, whole(flip.images));
    const decided = flip.helped + flip.hurt;
    if (decided) cell.style.background = `color-mix(in srgb, var(--${flip.helped >= flip.hurt ? 'good' : 'bad'}) ${Math.round(40 * Math.abs(flip.helped - flip.hurt) / decided)}%, transparent)`;
    return cell;
  })));
  const sum = name => flips.reduce((all, flip) => all + flip[name], 0);
  return tabulated(`flips between them: rows are the original's classes, columns the corrected ones (${whole(sum('helped'))} helped, ${whole(sum('hurt'))} hurt, of the latest ${whole(sum('images'))})`, 'Flips between the arms', classes, rows);
}

/** The classes that the correction helps: the labels behind the verdict, by true class. */
function showByClass(total) {
  const pair = total?.comparisons.find(one => one.challenger === CORRECTED);
  const number = text => el('td', {class: 'number'}, text);
  byId('by-class').replaceChildren(...(pair?.labelledByClass.length ? [el('h3', {}, 'Helped and hurt by class'), el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Helped and hurt by class'}, el('table', {class: 'plain'},
    el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, 'class'), ['labelled', 'helped', 'hurt', 'difference'].map(name => el('th', {scope: 'col', class: 'number'}, name)))),
    el('tbody', {}, total.classes.map((name, index) => {
      const [labelled, helped, hurt] = [pair.labelledByClass[index], pair.helpedByClass[index], pair.hurtByClass[index]];
      return el('tr', {}, el('th', {scope: 'row'}, name), number(whole(labelled)), number(whole(helped)), number(whole(hurt)),
        number(labelled ? `${points((helped - hurt) / labelled)} points` : '–'));
    }))))] : []));
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

function matrix(arm, classes) {
  const size = classes.length;
  const rows = classes.map((name, row) => {
    const counts = arm.confusion.slice(row * size, (row + 1) * size);
    const sum = counts.reduce((a, b) => a + b, 0);
    return el('tr', {}, el('th', {scope: 'row'}, name), counts.map((count, column) => {
      const cell = el('td', {title: `${name} predicted as ${classes[column]}: ${count}`}, count ? whole(count) : '');
      const share = sum ? Math.round(40 * count / sum) : 0;
      cell.style.background = `color-mix(in srgb, var(--${row === column ? 'good' : 'bad'}) ${share}%, transparent)`;
      return cell;
    }));
  });
  return tabulated(`${arm.arm}: rows are true classes, columns predicted ones (${whole(arm.labelled)} labels, calibration error ${percent(arm.calibrationError)})`, `Confusion matrix, ${arm.arm}`, classes, rows);
}

function tabulated(caption, name, classes, rows) {
  return el('figure', {},
    el('figcaption', {}, caption),
    el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': name}, el('table', {class: 'matrix'},
      el('thead', {}, el('tr', {}, el('td'), classes.map(name => el('th', {scope: 'col'}, name)))),
      el('tbody', {}, rows))));
}
