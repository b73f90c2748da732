import {byId, el} from './dom.js';
import {figure, whole} from './format.js';
import {chosen} from './address.js';
import {get} from './api.js';
import {TimeChart, marksOf, seconds, spansOf} from './charts.js';
import {alarm} from './now.js';

const evidence = new TimeChart(byId('evidence-chart'));
const measures = new Map();

export async function refresh() {
  const slice = chosen('slice', 'all');
  const view = await get('/drift', {slice});
  byId('drift-csv').href = `/api/v1/drift?format=csv&slice=${encodeURIComponent(slice)}`;
  const windows = onePerTime(view.windows);
  const about = {marks: marksOf(view.swaps), spans: spansOf(view.alarms), x: windows.map(window => seconds(window.start))};
  const last = windows.at(-1);
  evidence.show({
    ...about,
    log: true,
    series: [
      {label: 'evidence', colour: 'corrected', values: windows.map(window => Math.max(1, window.evidence))},
      {label: 'alarm', colour: 'bad', dash: [6, 4], points: false, values: windows.map(window => window.runLength)},
    ],
    summary: last ? `Evidence of drift ${figure(last.evidence)} of ${figure(last.runLength)} images.` : 'No window yet.',
    empty: 'No window of drift has been published yet.',
  });
  showMeasures(windows, about);
  byId('alarms').replaceChildren(...view.alarms.slice(-10).reverse().map(alarm));
}

export function recolour() {
  evidence.recolour();
  measures.forEach(({chart}) => chart.recolour());
}

/** Two encoders may tell of one window; the newer record is shown. */
const onePerTime = windows => [...new Map(windows.map(window => [window.start, window])).values()];

const words = name => name.replaceAll('_', ' ');

function showMeasures(windows, about) {
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
    caption.textContent = `${words(name)}${exceeded ? `: above its threshold in ${whole(exceeded)} of ${whole(windows.length)} windows` : ''}`;
    chart.show({
      ...about,
      height: 170,
      series: [
        {label: 'value', colour: 'corrected', values: column.map(measure => measure?.value ?? null)},
        {label: 'threshold', colour: 'bad', dash: [6, 4], points: false, values: column.map(measure => measure?.threshold ?? null)},
      ],
      summary: `${words(name)}: latest ${figure(column.at(-1)?.value)}, threshold ${figure(column.at(-1)?.threshold)}, exceeded in ${exceeded} of ${windows.length} windows.`,
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
