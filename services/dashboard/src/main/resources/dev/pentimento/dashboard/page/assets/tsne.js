import {get} from './api.js';

/**
 * A sample of the latest images, positioned by t-SNE of both embeddings together so that movements are visible.
 * @returns positions by partition:offset, each [x, y, corrected x, corrected y]
 */
export async function tsne() {
  const {points} = await get('/map/tsne');
  return new Map(points.rows.map(([, partition, offset, ...places]) => [`${partition}:${offset}`, places]));
}
