'use strict';
const report = JSON.parse(document.getElementById('report').textContent);
const SVG = 'http://www.w3.org/2000/svg';
const COLOURS = ['#4269d0', '#efb118', '#ff725c', '#6cc5b0', '#3ca951', '#ff8ab7', '#a463f2', '#97bbf5', '#9c6b4e', '#9498a0'];

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function drawn(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function row(cells, head) {
  const made = element('tr');
  for (const cell of cells) {
    made.append(cell instanceof Node ? cell : element(head ? 'th' : 'td', cell));
  }
  return made;
}

const mean = values => values.reduce((a, b) => a + b, 0) / values.length;

/** "88.65 ± .26": mean and standard deviation over seeds, in percent. */
function percent(values) {
  const known = values.filter(v => v !== undefined && v !== null && !Number.isNaN(v));
  if (known.length === 0) return '';
  const middle = mean(known) * 100;
  if (known.length === 1) return middle.toFixed(2);
  const spread = Math.sqrt(known.reduce((a, v) => a + (100 * v - middle) ** 2, 0) / (known.length - 1));
  return middle.toFixed(2) + ' ± ' + spread.toFixed(2);
}

const distinct = values => [...new Set(values)];
const groups = distinct(report.runs.map(run => run.group));
const figures = (runs, name) => runs.map(run => run.figures[name]);
const small = p => p === undefined ? '' : p < 0.0001 ? '< .0001' : p.toFixed(4);

function means(group) {
  const runs = report.runs.filter(run => run.group === group);
  const drift = runs.some(run => run.figures.recovered !== undefined);
  const made = element('table');
  made.append(element('caption', 'Mean ± standard deviation over seeds, in percent; gains and losses in points of balanced accuracy.'
    + (drift ? ' Recovered: share of what the drift cost. Lost: by images without drift.' : '')));
  made.append(row(['', 'balanced accuracy', 'gain', ...(drift ? ['recovered'] : []), 'macro F1', 'helped', 'hurt', 'accepted',
    ...(drift ? ['on clean images', 'lost'] : []), 'CPU seconds'], true));
  for (const arm of distinct(runs.map(run => run.arm))) {
    const own = runs.filter(run => run.arm === arm);
    const gain = 100 * mean(figures(own, 'gain'));
    const original = arm === 'original';
    const cell = element('td', original ? '' : (gain >= 0 ? '+' : '−') + Math.abs(gain).toFixed(2),
        { class: gain < 0 ? 'worse' : gain > 0 ? 'better' : '' });
    const cpu = figures(own, 'cpu_seconds').filter(v => v !== undefined);
    const accepted = figures(own, 'accepted').filter(v => v !== undefined);
    made.append(row([arm, percent(figures(own, 'balanced_accuracy')), cell,
      ...(drift ? [original ? '' : percent(figures(own, 'recovered'))] : []), percent(figures(own, 'macro_f1')),
      mean(figures(own, 'helped')).toFixed(0), mean(figures(own, 'hurt')).toFixed(0),
      accepted.length ? accepted.filter(v => v === 1).length + ' of ' + accepted.length : '',
      ...(drift ? [percent(figures(own, 'clean_balanced_accuracy')), original ? '' : percent(figures(own, 'clean_lost'))] : []),
      cpu.length ? mean(cpu).toFixed(1) : '']));
  }
  const wide = element('div', undefined, { class: 'wide' });
  wide.append(made);
  return wide;
}

/** What the acceptance rule let through; nothing where no run was subject to it. */
function verdict() {
  const runs = report.runs.filter(run => run.arm.endsWith('after acceptance'));
  if (runs.length === 0) return '';
  const worse = runs.filter(run => run.figures.hurt > run.figures.helped && run.figures.p_holm < 0.05).length;
  const worst = 100 * Math.min(...figures(runs, 'gain'));
  return 'After acceptance: ' + runs.filter(run => run.figures.accepted === 1).length + ' of ' + runs.length
    + ' corrections were accepted; ' + worse + ' runs are significantly worse than the original (McNemar, Holm, 5 %); the worst change is '
    + (worst < 0 ? '−' : '+') + Math.abs(worst).toFixed(2) + ' points.';
}

function everyRun(group) {
  const details = element('details');
  details.append(element('summary', 'Every run, with McNemar’s exact p and Holm’s correction over all runs of the same arm'));
  const made = element('table');
  made.append(row(['arm', 'seed', 'balanced accuracy', 'accuracy', 'macro F1', 'helped', 'hurt', 'p', 'p (Holm)', 'notes'], true));
  for (const run of report.runs.filter(each => each.group === group)) {
    const f = run.figures;
    made.append(row([run.arm, run.seed, percent([f.balanced_accuracy]), percent([f.accuracy]), percent([f.macro_f1]),
      f.helped, f.hurt, small(f.p), small(f.p_holm), Object.entries(run.notes).map(([k, v]) => k + ': ' + v).join(', ')]));
  }
  const wide = element('div', undefined, { class: 'wide' });
  wide.append(made);
  details.append(wide);
  return details;
}

function names(run) {
  const k = Math.round(Math.sqrt(run.confusion.length));
  return k === report.classes.length ? report.classes : [...Array(k).keys()].map(String);
}

function confusion(run) {
  const k = Math.round(Math.sqrt(run.confusion.length));
  const made = element('table');
  made.append(element('caption', run.arm + ', seed ' + run.seed + ': true class in rows, predicted in columns'));
  made.append(row(['', ...names(run)], true));
  for (let t = 0; t < k; t++) {
    const counts = run.confusion.slice(t * k, (t + 1) * k);
    const total = counts.reduce((a, b) => a + b, 0);
    made.append(row([names(run)[t], ...counts.map((count, p) => element('td', count, { class: 'cell',
      style: 'background: rgba(' + (p === t ? '66,105,208' : '255,114,92') + ',' + (total ? count / total * 0.8 : 0).toFixed(3) + ')' }))]));
  }
  return made;
}

function lossChart(title, losses) {
  const width = 340, height = 180, left = 45, bottom = 38, top = 12;
  const svg = drawn('svg', { width, height, role: 'img', 'aria-label': title });
  const values = losses.flatMap(point => [point.train, point.validation]).filter(Number.isFinite);
  if (values.length === 0) return element('span');
  const low = Math.min(...values), high = Math.max(...values, low + 1e-9);
  const x = i => left + i / Math.max(1, losses.length - 1) * (width - left - 8);
  const y = v => height - bottom - (v - low) / (high - low) * (height - bottom - top);
  ['train', 'validation'].forEach((kind, at) => {
    svg.append(drawn('polyline', { fill: 'none', stroke: COLOURS[at], 'stroke-width': 1.5,
      points: losses.map((point, i) => [i, point[kind]]).filter(([, v]) => Number.isFinite(v)).map(([i, v]) => x(i).toFixed(1) + ',' + y(v).toFixed(1)).join(' ') }));
    svg.append(drawn('text', { x: left + 60 * at, y: height - 6, style: 'fill:' + COLOURS[at] }, kind));
  });
  svg.append(drawn('text', { x: 4, y: y(high) + 4 }, high.toPrecision(3)), drawn('text', { x: 4, y: y(low) + 4 }, low.toPrecision(3)),
    drawn('text', { x: left, y: height - 21 }, title + ' (' + losses.length + ' checks)'));
  return svg;
}

function scatter(title, places, labels, box) {
  const size = 256;
  const svg = drawn('svg', { width: size, height: size + 18, role: 'img', 'aria-label': title });
  labels.forEach((label, i) => svg.append(drawn('circle', {
    cx: (8 + (places[2 * i] - box[0]) / (box[1] - box[0]) * (size - 16)).toFixed(1),
    cy: (8 + (box[3] - places[2 * i + 1]) / (box[3] - box[2]) * (size - 16)).toFixed(1),
    r: 2.5, fill: COLOURS[label % COLOURS.length], 'fill-opacity': 0.75 })));
  svg.append(drawn('text', { x: 6, y: size + 12 }, title));
  return svg;
}

/** Which colour is which class. */
function legend(labels, group) {
  const first = report.runs.find(run => run.group === group);
  const made = element('div', undefined, { class: 'note' });
  for (const label of distinct(labels).sort((a, b) => a - b)) {
    const key = element('span', undefined, { class: 'key' });
    key.append(element('span', '●', { style: 'color:' + COLOURS[label % COLOURS.length] }), ' ' + names(first)[label]);
    made.append(key);
  }
  return made;
}

function maps(group) {
  const all = element('div');
  const made = element('div', undefined, { class: 'row' });
  const own = report.gallery.maps.filter(each => each.group === group);
  if (own.length > 0) all.append(legend(own[0].labels, group), made);
  for (const map of own) {
    const places = [...map.before, ...map.after];
    const xs = places.filter((_, i) => i % 2 === 0), ys = places.filter((_, i) => i % 2 === 1);
    const box = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    made.append(scatter(map.projection + ', before', map.before, map.labels, box),
      scatter(map.projection + ', after the correction', map.after, map.labels, box));
  }
  return all;
}

function encoder() {
  const made = element('section');
  made.append(element('h2', 'The encoder (seed 1)'));
  const images = element('div');
  for (const [title, list] of [['Test images', report.gallery.samples], ['Reconstructed', report.gallery.reconstructions]]) {
    const line = element('div');
    line.append(element('div', title, { class: 'note' }));
    for (const png of list) line.append(element('img', undefined, { src: 'data:image/png;base64,' + png, alt: title }));
    images.append(line);
  }
  const both = element('div', undefined, { class: 'row' });
  both.append(images, lossChart('encoder', report.gallery.encoderLosses));
  made.append(both);
  return made;
}

document.title = 'Pentimento: ' + report.title;
document.getElementById('title').textContent = report.title + ' · ' + report.dataset;
document.getElementById('about').textContent = report.seeds + (report.seeds === 1 ? ' seed, ' : ' seeds, ') + report.classes.length + ' classes, on ' + report.device
  + '. Nothing was learned or chosen by the test images. Helped: wrong before and right after; hurt: the other way round.';
document.getElementById('verdict').textContent = verdict();
report.caveats.forEach(text => document.getElementById('caveats').append(element('li', text)));
const content = document.getElementById('content');
for (const group of groups) {
  const section = element('section');
  section.append(element('h2', group), means(group), everyRun(group));
  const first = report.runs.filter(run => run.group === group && run.seed === 1);
  const losses = element('div', undefined, { class: 'row' });
  first.filter(run => run.losses.length > 1 && !run.arm.includes('acceptance')).forEach(run => losses.append(lossChart(run.arm, run.losses)));
  const more = element('details');
  more.append(element('summary', 'Losses and confusion matrices of seed 1'),
    element('div', 'Train is all that a training minimises, validation its cross-entropy alone; behind an alignment also that of training images, which makes it higher.', { class: 'note' }), losses);
  first.filter(run => !run.arm.includes('acceptance')).forEach(run => { const wide = element('div', undefined, { class: 'wide' }); wide.append(confusion(run)); more.append(wide); });
  section.append(maps(group), more);
  content.append(section);
}
if (report.gallery.samples.length > 0) content.append(encoder());
Object.entries(report.settings).forEach(([key, value]) => document.getElementById('settings').append(row([key, value])));
