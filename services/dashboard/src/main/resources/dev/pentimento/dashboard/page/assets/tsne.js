import {get} from './api.js';

const SAMPLE = 300;
const ITERATIONS = 400;

/**
 * Places a sample of the latest images by t-SNE of their embeddings, both arms at once so that what moved is seen.
 * @param progress told a share from 0 to 1
 * @returns places by partition:offset, each [x, y, corrected x, corrected y]
 */
export async function tsne(progress) {
  const {rows} = await get('/embeddings', {sample: SAMPLE});
  if (rows.length < 8) throw new Error('too few embeddings are left in the log');
  const places = await inWorker(rows.map(row => row.embedding), progress);
  const byImage = new Map();
  rows.forEach((row, place) => {
    const key = `${row.partition}:${row.offset}`;
    if (!byImage.has(key)) byImage.set(key, [null, null, null, null]);
    byImage.get(key).splice(row.arm === 'original' ? 0 : 2, 2, ...places[place]);
  });
  return byImage;
}

function inWorker(vectors, progress) {
  const worker = new Worker('/assets/tsne-worker.js');
  return new Promise((done, failed) => {
    worker.onmessage = ({data}) => data.places ? done(data.places) : progress(data.progress);
    worker.onerror = event => failed(new Error(event.message || 't-SNE failed'));
    worker.postMessage({vectors, iterations: ITERATIONS});
  }).finally(() => worker.terminate());
}
