/** The page's address contains the choices made on the page, so that a link shows the same view. */
const listeners = [];

export const chosen = (name, otherwise = '') => new URLSearchParams(location.search).get(name) ?? otherwise;

export function choose(name, value, otherwise = '') {
  const parameters = new URLSearchParams(location.search);
  if (value === otherwise) parameters.delete(name);
  else parameters.set(name, value);
  const query = parameters.toString();
  history.replaceState(null, '', `${location.pathname}${query ? `?${query}` : ''}${location.hash}`);
  listeners.forEach(listener => listener(name));
}

export const onChoice = listener => listeners.push(listener);

/** The address also contains whether something is expanded. */
export function bindDetails(details, name) {
  details.open = chosen(name) === 'open';
  details.addEventListener('toggle', () => choose(name, details.open ? 'open' : ''));
}

/** Ties a select to a name in the address. */
export function bind(select, name, otherwise = '') {
  select.value = chosen(name, otherwise);
  select.addEventListener('change', () => choose(name, select.value, otherwise));
}
