import {get} from './api.js';

/**
 * A sample of the latest images, placed by t-SNE of both embeddings together so that movements are visible.
 * @returns places by partition:offset, each [x, y, corrected x, corrected y]
 */
export async function tsne() {
  const {points} = await get('/map/tsne');
  return new Map(points.rows.map(([, partition, offset, ...places]) => [`${partition}:${offset}`, places]));
}
