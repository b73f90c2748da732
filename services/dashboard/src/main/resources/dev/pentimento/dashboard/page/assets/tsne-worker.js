/** t-SNE off the page's thread: takes {vectors, iterations}, tells {progress}, then {places}. */
importScripts('/libraries/druid/druid.min.js');

const EVERY = 25;

onmessage = ({data: {vectors, iterations}}) => {
  const perplexity = Math.max(2, Math.min(30, Math.floor((vectors.length - 1) / 3)));
  const reduction = new druid.TSNE(druid.Matrix.from(vectors), {perplexity, epsilon: 10, d: 2, seed: 42});
  let done = 0;
  let places;
  for (const step of reduction.generator(iterations)) {
    places = step;
    if (++done % EVERY === 0) postMessage({progress: done / iterations});
  }
  postMessage({places: Array.from(places, place => Array.from(place))});
};
