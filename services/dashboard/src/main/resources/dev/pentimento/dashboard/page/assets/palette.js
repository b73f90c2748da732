import {colour} from './dom.js';

/** Paul Tol's muted and bright schemes, distinguishable with the common colour vision deficiencies. */
const LIGHT = ['#4477aa', '#cc3311', '#117733', '#aa7700', '#882255', '#009988', '#332288', '#ee3377', '#777700', '#555555'];
const DARK = ['#77aadd', '#ee8866', '#44bb99', '#eedd88', '#ffaabb', '#99ddff', '#bbbbff', '#ff77bb', '#bbcc33', '#dddddd'];

const dark = () => matchMedia('(prefers-color-scheme: dark)').matches;

/** A colour for each name, by its position in the sorted list. */
export function categories(names) {
  const list = dark() ? DARK : LIGHT;
  return new Map([...names].sort((a, b) => a.localeCompare(b, 'en', {numeric: true})).map((name, place) => [name, list[place % list.length]]));
}

/** For the background: faint, but visible. */
export const faint = () => dark() ? '#5f5a52' : '#c9c1b2';

export const flipColours = () => new Map([
  ['helped', colour('good')],
  ['hurt', colour('bad')],
  ['both wrong', dark() ? '#eedd88' : '#aa7700'],
  ['flip without a label', dark() ? '#77aadd' : '#4477aa'],
  ['agree', faint()],
]);

/** Old to new in steps. */
export const timeColours = () => dark()
  ? ['#3b3a55', '#5a4f86', '#8a63a8', '#c77fb0', '#ffc0a0']
  : ['#d9d3e8', '#b3a4d6', '#8a76bd', '#5f4a9c', '#33206f'];
