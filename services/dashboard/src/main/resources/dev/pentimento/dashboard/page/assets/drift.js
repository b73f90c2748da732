import {byId, el} from './dom.js';
import {figure, percent, points, whole} from './format.js';
import {chosen} from './address.js';
import {cared} from './decisions.js';
import {get, ofSlice} from './api.js';
import {TimeChart, marksOf, seconds, spansOf} from './charts.js';
import {alarm} from './alarms.js';
import {LongTable} from './long-table.js';
import {span, unit, within} from './span.js';
import {picture} from './pictures.js';
import {ALL, bySlice, sourceOf} from './vocabulary.js';

const evidence = new TimeChart(byId('evidence-chart'));
const estimate = new TimeChart(byId('estimate-chart'));
const components = new TimeChart(byId('components-chart'));
const classes = new TimeChart(byId('classes-chart'));
const LINES = ['corrected', 'original', 'candidate-0', 'candidate-1', 'good', 'soft'];
const measures = new Map();

export async function refresh() {
  const slice = chosen('slice', ALL);
  const [view, slices] = await Promise.all([within(() => ofSlice('/drift', slice, span())), get('/slices')]);
  if (!view) return;
  const windows = onePerTime(view.windows);
  const about = {marks: marksOf(view.swaps), spans: spansOf(view.alarms), x: windows.map(window => seconds(window.start))};
  const last = view.latest ?? windows.at(-1);
  evidence.show({
    ...about,
    log: true,
    series: [
      {label: 'evidence', colour: 'corrected', values: windows.map(window => Math.max(1, window.evidence))},
      {label: 'alarm', colour: 'bad', dash: [6, 4], points: false, values: windows.map(window => window.runLength)},
    ],
    summary: last ? `Evidence of drift ${figure(last.evidence)} of ${figure(last.runLength)} images.` : 'No window yet.',
    empty: 'No drift window has been published yet.',
  });
  showEstimate(windows, about, last);
  showMeasures(windows, about, unit(view));
  showSample(last);
  showMoved(last);
  showPartsOverTime(windows, about, last);
  showParts(last);
  showSlices([...slices].sort((a, b) => bySlice(a.slice, b.slice)));
  showAlarms(view.alarms.slice(-10).reverse());
}

const shown = new Map();

/** An alarm keeps its element, and its images, until its data change. */
function showAlarms(alarms) {
  const texts = new Map(alarms.map(entry => [entry.id, JSON.stringify([entry, cared(entry)])]));
  [...shown.keys()].filter(id => !texts.has(id)).forEach(id => shown.delete(id));
  for (const entry of alarms) {
    if (shown.get(entry.id)?.text !== texts.get(entry.id)) {
      shown.set(entry.id, {text: texts.get(entry.id), element: el('div', {}, alarm(entry), examples(entry))});
    }
  }
  const elements = alarms.map(entry => shown.get(entry.id).element);
  const place = byId('alarms');
  if (elements.length !== place.children.length || elements.some((element, index) => element !== place.children[index])) place.replaceChildren(...elements);
}

/** A different token may give access to other images. */
addEventListener('token', () => {
  shown.clear();
  refresh().catch(console.warn);
});

const examples = entry => entry.examples.length
  ? el('ul', {class: 'examples', 'aria-label': 'Images from after the alarm'}, entry.examples.map(one => el('li', {}, picture(one.partition, one.offset, one.imageId), el('span', {class: 'soft'}, one.imageId))))
  : null;

export function recolour() {
  evidence.recolour();
  estimate.recolour();
  components.recolour();
  classes.recolour();
  measures.forEach(({chart}) => chart.recolour());
}

/** Shows harm, not only change: the accuracy that the version has learned to estimate, with its interval. An old estimate is never given as the current one. */
function showEstimate(windows, about, newest) {
  const estimates = windows.map(window => window.estimate);
  const last = newest?.estimate ?? null;
  const none = newest && !last ? `The latest window has no estimate${newest.noEstimate ? `: ${newest.noEstimate}` : ''}.` : '';
  const some = estimates.some(Boolean);
  byId('estimate').hidden = !some && !newest?.noEstimate;
  byId('estimate-chart').hidden = !some;
  byId('estimate-warning').textContent = !last ? none : last.warning ? `The latest estimate may be far off: ${last.warning}.` : last.extrapolated ? 'The latest estimate is extrapolated: it was calibrated on other images.' : '';
  if (!some) return;
  const column = name => estimates.map(one => one?.[name] ?? null);
  estimate.show({
    ...about,
    height: 200,
    series: [
      {label: 'estimate', colour: 'original', values: column('accuracy')},
      {label: 'upper', colour: 'original', bound: true, points: false, values: column('upper')},
      {label: 'lower', colour: 'original', bound: true, points: false, values: column('lower')},
      {label: 'at training', colour: 'soft', dash: [4, 4], width: 1, points: false, values: column('validationAccuracy')},
    ],
    bands: [{series: [2, 3], colour: 'original'}],
    format: value => percent(value, 0),
    summary: last ? `Accuracy estimated without labels: ${percent(last.accuracy)}, interval ${percent(last.lower)} to ${percent(last.upper)}.` : none,
    newest: true,
  });
}

/** On fast streams, drift is measured on a random sample. */
function showSample(last) {
  byId('sampled').textContent = last?.sampledShare < 1
    ? `In the latest window, drift was measured on a random sample: ${whole(last.images)} images, ${percent(last.sampledShare)} of all. Evidence and run length count the sampled images.`
    : '';
}

function showMoved(last) {
  const moved = last?.movedComponents ?? [];
  byId('moved').textContent = moved.length ? `In the latest window, these components left their normal range, largest change first: ${moved.slice(0, 8).join(', ')}.` : '';
}

/** The components and classes that moved most in the latest window, over all windows. */
function showPartsOverTime(windows, about, last) {
  const known = Boolean(last?.components.length) && windows.some(window => window.components.length);
  byId('parts-over-time').hidden = !known;
  if (!known) return;
  const most = (parts, size) => [...parts].sort((a, b) => size(b) - size(a)).slice(0, LINES.length).map(part => part.name);
  const lines = (names, partsOf, value) => names.map((name, index) => ({
    label: name,
    colour: LINES[index],
    values: windows.map(window => {
      const part = window[partsOf].find(one => one.name === name);
      return part ? value(part) : null;
    }),
  }));
  const moved = most(last.components, one => one.populationStability);
  components.show({
    ...about,
    height: 200,
    series: lines(moved, 'components', one => one.populationStability),
    summary: `Stability index by window; largest in the latest: ${moved.join(', ')}.`,
  });
  const shifted = most(last.classes, one => Math.abs(one.window - one.reference));
  classes.show({
    ...about,
    height: 200,
    series: lines(shifted, 'classes', one => one.window - one.reference),
    format: value => `${points(value)} points`,
    summary: `Share of classes against the reference by window; furthest from it in the latest window: ${shifted.join(', ')}.`,
  });
}

/** The parts behind the measures in the latest window: each component, and how often each class is predicted. */
function showParts(last) {
  const show = (part, table, items) => {
    byId(part).hidden = items.length === 0;
    table.show(items);
  };
  show('parts-components', partsOf.components, last?.components ?? []);
  show('parts-classes', partsOf.classes, last?.classes ?? []);
}

const partsOf = {
  components: new LongTable(byId('parts-components-table'), {
    label: 'Principal components in the latest window',
    columns: [['component'], ['Kolmogorov–Smirnov', 'number'], ['stability index', 'number'], ['']],
    name: one => one.name,
    cells: one => [one.name, figure(one.kolmogorovSmirnov), figure(one.populationStability), one.moved ? 'moved' : ''],
    kind: one => one.moved ? 'moved' : '',
  }),
  classes: new LongTable(byId('parts-classes-table'), {
    label: 'Classes predicted by the original in the latest window',
    columns: [['class'], ['in the reference', 'number'], ['now', 'number'], ['change', 'number']],
    name: one => one.name,
    cells: one => [one.name, percent(one.reference), percent(one.window), `${points(one.window - one.reference)} points`],
  }),
};

/** The current figures of every source. */
function showSlices(slices) {
  byId('slices').hidden = slices.length < 2;
  sources.show(slices);
}

const sources = new LongTable(byId('slices-table'), {
  label: 'By source',
  columns: [['source'], ['images', 'number'], ['labelled', 'number'], ['original', 'number'], ['corrected', 'number'], ['difference', 'number'], ['evidence of drift', 'number'], ['above threshold']],
  name: one => sourceOf(one.slice),
  cells: one => [
    sourceOf(one.slice), whole(one.images), whole(one.labelled), percent(one.original), percent(one.corrected),
    one.comparison?.difference == null ? '–' : `${points(one.comparison.difference)} (${points(one.comparison.lower)} to ${points(one.comparison.upper)})`,
    one.evidence === null ? '–' : `${figure(one.evidence)} of ${figure(one.runLength)}${one.openAlarms ? ', alarm' : ''}`,
    one.exceeded.map(words).join(', ') || '–'],
});

/** Two references may have windows at the same time; the one with more images is shown. */
const onePerTime = windows => [...new Map([...windows].sort((a, b) => a.images - b.images).map(window => [window.start, window])).values()]
  .sort((a, b) => a.start.localeCompare(b.start));

const words = name => name.replaceAll('_', ' ');

function showMeasures(windows, about, unit) {
  const names = [...new Set(windows.flatMap(window => window.measures.map(measure => measure.name)))];
  for (const [name, {element}] of measures) {
    if (!names.includes(name)) {
      element.remove();
      measures.delete(name);
    }
  }
  for (const name of names) {
    const column = windows.map(window => window.measures.find(measure => measure.name === name));
    const exceeded = column.filter(measure => measure?.exceeded).length;
    const {chart, caption} = measures.get(name) ?? add(name);
    caption.textContent = `${words(name)}${exceeded ? `: above its threshold in ${whole(exceeded)} of ${whole(windows.length)} ${unit}s` : ''}`;
    chart.show({
      ...about,
      height: 170,
      series: [
        {label: 'value', colour: 'corrected', values: column.map(measure => measure?.value ?? null)},
        {label: 'threshold', colour: 'bad', dash: [6, 4], points: false, values: column.map(measure => measure?.threshold ?? null)},
      ],
      summary: `${words(name)}: latest ${figure(column.at(-1)?.value)}, threshold ${figure(column.at(-1)?.threshold)}, exceeded in ${exceeded} of ${windows.length} ${unit}s.`,
    });
  }
}

function add(name) {
  const container = el('div', {class: 'small chart'});
  const caption = el('figcaption');
  const element = el('figure', {}, caption, container);
  byId('measures').append(element);
  const entry = {chart: new TimeChart(container), caption, element};
  measures.set(name, entry);
  return entry;
}
