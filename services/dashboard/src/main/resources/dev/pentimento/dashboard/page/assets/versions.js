import {byId, el} from './dom.js';
import {figure, percent, time, whole} from './format.js';
import {get, post} from './api.js';
import {askOperator} from './ask.js';
import {choose, chosen} from './address.js';
import {TimeChart} from './charts.js';

const STAGES = {CHAMPION: 'champion', CANDIDATE: 'candidate', RETIRED: 'retired', REJECTED: 'rejected'};
/** A card keeps its element and its charts until its version changes. */
const cards = new Map();
let charts = [];

byId('roll-back').addEventListener('click', () => confirm('ROLL_BACK', null,
  'Roll back', 'The previous champion becomes the champion again.'));

export async function refresh() {
  const [versions, commands] = await Promise.all([get('/versions'), get('/commands')]);
  const focused = document.activeElement?.dataset?.action;
  byId('versions-list').replaceChildren(...(versions.length
    ? lineage(versions).map(({version, depth}) => kept(version, depth))
    : [el('li', {}, 'No version has been published yet.')]));
  if (focused) document.querySelector(`[data-action="${CSS.escape(focused)}"]`)?.focus();
  byId('commands').replaceChildren(...(commands.length ? [el('h3', {}, 'Commands'), ...commands.slice(0, 8).map(command)] : []));
}

/** Children below their parents, newest first on every level. */
function lineage(versions) {
  const known = new Set(versions.map(version => version.version));
  const children = new Map();
  for (const version of versions) {
    const parent = known.has(version.parent) ? version.parent : null;
    children.set(parent, [...(children.get(parent) ?? []), version]);
  }
  const list = [];
  const walk = (parent, depth) => (children.get(parent) ?? []).forEach(version => {
    list.push({version, depth});
    walk(version.version, depth + 1);
  });
  walk(null, 0);
  return list;
}

export function recolour() {
  charts.filter(chart => chart.container.isConnected).forEach(chart => chart.recolour());
}

function kept(version, depth) {
  const text = JSON.stringify([version, depth]);
  const known = cards.get(version.version);
  if (known?.text === text) return known.element;
  const element = card(version, depth);
  cards.set(version.version, {text, element});
  return element;
}

function card(version, depth) {
  const id = version.version;
  const promote = ['CANDIDATE', 'RETIRED'].includes(version.stage);
  const reject = version.stage === 'CANDIDATE';
  const losses = el('div', {class: 'grid losses'});
  const details = el('details', {open: chosen('version') === id}, el('summary', {}, 'Details and training'), facts(version), losses);
  details.addEventListener('toggle', () => {
    if (details.open) {
      showLosses(version, losses);
      choose('version', id);
    } else if (chosen('version') === id) choose('version', '');
  });
  const element = el('li', {class: version.stage},
    el('div', {class: 'version-head'},
      el('code', {}, id),
      el('span', {class: `pill ${version.stage === 'CHAMPION' ? 'live' : version.stage === 'REJECTED' ? 'broken' : ''}`}, STAGES[version.stage]),
      el('span', {class: 'soft'}, `since ${time(version.stageChangedAt)}: ${version.stageReason}`),
      el('span', {class: 'buttons'},
        promote ? el('button', {type: 'button', 'data-action': `promote-${id}`, onclick: () => confirm('PROMOTE', id, 'Promote', `Version ${id} becomes the champion.`)}, 'Promote') : null,
        reject ? el('button', {type: 'button', class: 'danger', 'data-action': `reject-${id}`, onclick: () => confirm('REJECT', id, 'Reject', `Version ${id} can never become the champion.`)}, 'Reject') : null)),
    el('div', {class: 'version-figures'},
      el('span', {}, version.parent ? `from ${version.parent}` : 'no parent', `, trigger: ${version.trigger}`),
      version.correction ? null : el('span', {class: 'soft'}, 'without a correction'),
      ...live(version)),
    details);
  element.style.setProperty('--depth', Math.min(depth, 6));
  return element;
}

/** Training losses by epoch, with one chart per phase. */
function showLosses(version, place) {
  charts = charts.filter(chart => chart.container.isConnected);
  const phases = [...new Set(version.trainingReport.map(epoch => epoch.phase))];
  place.replaceChildren(...phases.map(phase => {
    const container = el('div', {class: 'small chart'});
    const epochs = version.trainingReport.filter(epoch => epoch.phase === phase);
    const chart = new TimeChart(container);
    charts.push(chart);
    requestAnimationFrame(() => chart.show({
      x: epochs.map(epoch => epoch.epoch),
      plain: value => whole(value),
      across: 'Epoch or step',
      height: 150,
      series: [
        {label: 'loss', colour: 'corrected', values: epochs.map(epoch => epoch.loss)},
        {label: 'validation', colour: 'original', values: epochs.map(epoch => epoch.validation)},
      ],
      summary: `Training of the ${phase}: loss ${figure(epochs.at(-1).loss)} and validation ${figure(epochs.at(-1).validation)} after ${epochs.at(-1).epoch} of ${epochs.at(-1).epochs}.`,
    }));
    return el('figure', {}, el('figcaption', {}, `Losses of the ${phase}`), container);
  }));
}

function live(version) {
  return version.live.filter(arm => arm.balancedAccuracy !== null).map(arm =>
    el('span', {class: `${arm.arm}-text`}, `${arm.arm} ${percent(arm.balancedAccuracy)} balanced on ${whole(arm.labelled)} labels`));
}

function facts(version) {
  const list = (title, entries) => [el('dt', {}, title), el('dd', {}, entries.map(([name, value]) => `${name} ${value}`).join(', ') || '–')];
  return el('dl', {class: 'facts'},
    ...list('validation', Object.entries(version.validation).sort().map(([name, value]) => [name.replaceAll('_', ' '), figure(value)])),
    ...list('recipe', Object.entries(version.recipe).sort()),
    el('dt', {}, 'classes'), el('dd', {}, version.classes.join(', ')),
    el('dt', {}, 'data'), el('dd', {}, el('code', {}, version.dataFingerprint)),
    el('dt', {}, 'encoder'), el('dd', {}, el('code', {}, version.encoder)),
    el('dt', {}, 'trained'), el('dd', {}, `${time(version.createdAt)} on ${version.device} in ${figure(version.trainedSeconds)} s, seed ${version.seed}, ${version.dimensions} dimensions`));
}

const KINDS = {PROMOTE: 'Promote', ROLL_BACK: 'Roll back', REJECT: 'Reject', RETRAIN: 'Retrain', REPORT_UNLOADABLE: 'Report as unloadable'};

function command(entry) {
  const answer = entry.accepted === null
    ? el('span', {class: 'pill'}, 'waiting for an answer')
    : el('span', {class: `pill ${entry.accepted ? 'live' : 'broken'}`}, entry.accepted ? 'done' : 'refused');
  return el('p', {}, answer, ` ${KINDS[entry.kind]}${entry.version ? ` ${entry.version}` : ''}, by ${entry.requestedBy} ${time(entry.requestedAt)}: ${entry.reason}${entry.detail ? `. Answer: ${entry.detail}` : ''}`);
}

function confirm(kind, version, yes, text) {
  askOperator({
    title: yes,
    text,
    yes,
    danger: kind === 'REJECT',
    fields: [
      {name: 'reason', label: 'Reason', value: ''},
      {name: 'requestedBy', label: 'Your name', value: ''},
      ...(kind === 'PROMOTE' ? [{name: 'force', label: 'Even if no service has loaded it', type: 'checkbox', value: ''}] : []),
    ],
    action: async said => {
      await post('/commands', {kind, version, ...said});
      await refresh();
    },
  });
}
