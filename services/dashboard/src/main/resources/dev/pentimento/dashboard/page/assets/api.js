/** Relative to this file, so that the page works under any path prefix. */
export const BASE = new URL('../api/v1', import.meta.url).pathname;
const KEY = 'pentimento.token';

export const token = {
  get: () => sessionStorage.getItem(KEY) ?? '',
  set: value => {
    if (value) sessionStorage.setItem(KEY, value);
    else sessionStorage.removeItem(KEY);
    dispatchEvent(new Event('token'));
  },
};

const authorization = () => token.get() ? {Authorization: `Bearer ${token.get()}`} : {};

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function answered(response) {
  if (response.ok) return response;
  let message = response.statusText;
  try {
    const problem = await response.json();
    message = problem.detail ?? problem.title ?? message;
  } catch {
    // the status text is enough
  }
  throw new Refused(response.status, message);
}

export async function get(path, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== '' && value !== undefined));
  const response = await fetch(`${BASE}${path}${query.size ? `?${query}` : ''}`, {headers: {Accept: 'application/json'}});
  return (await answered(response)).json();
}

/** A view of one slice; an empty one for a slice that the service does not know, or not yet. */
export async function ofSlice(path, slice, parameters = {}) {
  try {
    return await get(path, {slice, ...parameters});
  } catch (failure) {
    if (failure.status !== 404) throw failure;
    return {...await get(path, parameters), slice, total: null, windows: [], latest: null, rows: [], alarms: []};
  }
}

export async function post(path, body) {
  const response = await fetch(BASE + path, {
    method: 'POST',
    headers: {Accept: 'application/json', 'Content-Type': 'application/json', ...authorization()},
    body: JSON.stringify(body),
  });
  return (await answered(response)).json();
}

/** An object URL of the image; the caller releases it with URL.revokeObjectURL. */
export async function image(partition, offset, id) {
  const response = await fetch(`${BASE}/images/${partition}/${offset}?${new URLSearchParams({id})}`, {
    headers: {Accept: 'image/*, application/json', ...authorization()},
  });
  return URL.createObjectURL(await (await answered(response)).blob());
}
