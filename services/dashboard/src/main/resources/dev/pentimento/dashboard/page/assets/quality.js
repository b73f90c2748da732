import {byId, el, options, say} from './dom.js';
import {figure, percent, points, whole} from './format.js';
import {bind, choose, chosen} from './address.js';
import {get} from './api.js';
import {TimeChart, marksOf, seconds, spansOf} from './charts.js';

const NAMES = {
  balancedAccuracy: 'Balanced accuracy',
  macroF1: 'Macro F1',
  accuracy: 'Accuracy',
  calibrationError: 'Expected calibration error',
  logLoss: 'Log loss',
};
const SHARES = ['balancedAccuracy', 'macroF1', 'accuracy', 'calibrationError'];

const chart = new TimeChart(byId('quality-chart'));
const difference = new TimeChart(byId('difference-chart'));
bind(byId('quality-measure'), 'measure', 'balancedAccuracy');
byId('slice').addEventListener('change', event => choose('slice', event.target.value, 'all'));

export async function refresh() {
  const slice = chosen('slice', 'all');
  const view = await get('/quality', {slice});
  options(byId('slice'), view.slices, slice);
  byId('quality-csv').href = `/api/v1/quality?format=csv&slice=${encodeURIComponent(slice)}`;
  const windows = onePerTime(view.windows);
  const about = {marks: marksOf(view.swaps), spans: spansOf(view.alarms), x: windows.map(window => seconds(window.start))};
  showArms(windows, about);
  showDifference(windows, about);
  showConfusion(view.total);
}

export function recolour() {
  chart.recolour();
  difference.recolour();
}

/** In the window of a swap two champions answered; the one with more labels is shown. */
function onePerTime(windows) {
  const best = new Map();
  for (const window of windows) {
    const known = best.get(window.start);
    if (!known || window.labelled >= known.labelled) best.set(window.start, window);
  }
  return [...best.values()];
}

const armName = arm => arm.arm === 'candidate' ? `candidate ${arm.version.slice(0, 6)}` : arm.arm;

function showArms(windows, about) {
  const measure = chosen('measure', 'balancedAccuracy');
  const names = [...new Set(windows.flatMap(window => window.arms.map(armName)))];
  let candidates = 0;
  const series = names.map(name => ({
    label: name,
    colour: ['original', 'corrected'].includes(name) ? name : `candidate-${candidates++ % 2}`,
    values: windows.map(window => window.arms.find(arm => armName(arm) === name)?.[measure] ?? null),
  }));
  say(byId('quality-caption'), `${NAMES[measure]} of every arm, by window`);
  const share = SHARES.includes(measure);
  chart.show({
    ...about,
    series,
    kind: measure,
    format: share ? value => percent(value, 0) : figure,
    summary: `${NAMES[measure]} over ${windows.length} windows. ${series.map(one => `${one.label}: latest ${share ? percent(latest(one.values)) : figure(latest(one.values))}`).join('; ')}`,
    empty: 'No window has been judged yet.',
  });
}

const latest = values => values.findLast(value => value !== null) ?? null;

function showDifference(windows, about) {
  const paired = windows.map(window => window.comparisons.find(one => one.challenger === 'corrected'));
  const column = name => paired.map(one => one?.[name] ?? null);
  const last = paired.findLast(one => one && one.difference !== null);
  difference.show({
    ...about,
    series: [
      {label: 'upper', colour: 'corrected', values: column('upper'), width: 1, points: false},
      {label: 'difference', colour: 'corrected', values: column('difference')},
      {label: 'lower', colour: 'corrected', values: column('lower'), width: 1, points: false},
      {label: 'no difference', colour: 'soft', values: paired.map(() => 0), width: 1, dash: [4, 4], points: false},
    ],
    bands: [{series: [1, 3], colour: 'corrected'}],
    format: points,
    summary: last
      ? `In the latest labelled window the correction changed accuracy by ${points(last.difference)} points, between ${points(last.lower)} and ${points(last.upper)}.`
      : 'No labelled window yet.',
    empty: 'No window has been judged yet.',
  });
}

function showConfusion(total) {
  const place = byId('confusion');
  if (!total) {
    place.replaceChildren(el('p', {class: 'empty'}, 'Nothing has been judged yet.'));
    return;
  }
  const arms = total.arms.filter(arm => ['original', 'corrected'].includes(arm.arm));
  place.replaceChildren(...arms.map(arm => matrix(arm, total.classes)));
}

function matrix(arm, classes) {
  const size = classes.length;
  const rows = classes.map((name, row) => {
    const counts = arm.confusion.slice(row * size, (row + 1) * size);
    const sum = counts.reduce((a, b) => a + b, 0);
    return el('tr', {}, el('th', {scope: 'row'}, name), counts.map((count, column) => {
      const cell = el('td', {title: `${name} taken for ${classes[column]}: ${count}`}, count ? whole(count) : '');
      const share = sum ? Math.round(40 * count / sum) : 0;
      cell.style.background = `color-mix(in srgb, var(--${row === column ? 'good' : 'bad'}) ${share}%, transparent)`;
      return cell;
    }));
  });
  return el('figure', {},
    el('figcaption', {}, `${arm.arm}: rows are true classes, columns predicted ones (${whole(arm.labelled)} labels, calibration error ${percent(arm.calibrationError)})`),
    el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `Confusion matrix, ${arm.arm}`}, el('table', {class: 'matrix'},
      el('thead', {}, el('tr', {}, el('td'), classes.map(name => el('th', {scope: 'col'}, name)))),
      el('tbody', {}, rows))));
}
