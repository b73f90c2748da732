import {byId, say} from './dom.js';
import {percent, whole} from './format.js';
import {TimeChart} from './charts.js';
import {unit} from './span.js';
import {ALL, CORRECTED, ORIGINAL, sourceOf} from './vocabulary.js';

const chart = new TimeChart(byId('accuracy-chart'));
const WORDS = {ACCURACY: ['accuracy', 'accuracyInterval'], BALANCED_ACCURACY: ['balancedAccuracy', 'balancedInterval']};

/** The first chart: how often the answers were right, window by window, against training and floor. */
export function show(view, windows, about) {
  const [measure, interval] = WORDS[view.accepted.measure];
  const answers = windows.map(window => window.arms.find(arm => arm.arm === CORRECTED) ?? window.arms.find(arm => arm.arm === ORIGINAL));
  const column = read => answers.map(arm => arm ? read(arm) ?? null : null);
  const labels = answers.map(arm => arm?.labelled ?? 0);
  const line = (label, value, colour, dash) => value === null ? [] : [{label, colour, dash, width: 1, points: false, joined: true, values: windows.map(() => value)}];
  const last = answers.findLastIndex(arm => arm?.labelled > 0);
  const words = view.accepted.measure.toLowerCase().replace('_', ' ');
  const of = view.slice === ALL ? '' : ` of ${sourceOf(view.slice)}`;
  say(byId('accuracy-caption'), `${words[0].toUpperCase()}${words.slice(1)} of the model's answers${of}, by ${unit(view)}; faint where labels are few`);
  chart.show({
    ...about,
    height: 260,
    series: [
      {label: words, colour: 'corrected', weights: labels, values: column(arm => arm[measure])},
      {label: 'upper', colour: 'corrected', bound: true, points: false, values: column(arm => arm[interval]?.upper)},
      {label: 'lower', colour: 'corrected', bound: true, points: false, values: column(arm => arm[interval]?.lower)},
      ...line('at training', view.accepted.training, 'soft', [4, 4]),
      ...line('floor', view.accepted.floor, 'bad', [6, 4]),
    ],
    bands: [{series: [2, 3], colour: 'corrected', alpha: 0.12}],
    format: value => percent(value, 0),
    summary: last < 0 ? 'No window has a label.' : `${words} by ${unit(view)}: latest ${percent(answers[last][measure])} on ${whole(labels[last])} labels.`,
    empty: 'No window has been judged yet.',
  });
}

export const recolour = () => chart.recolour();
