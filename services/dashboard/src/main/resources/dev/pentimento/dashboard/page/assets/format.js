export const MINUS = '\u2212';

export const percent = (value, digits = 1) =>
  value === null || value === undefined ? '–' : `${(100 * value).toFixed(digits)} %`;

export const whole = value => Number(value).toLocaleString('en');

export const points = value =>
  `${value < 0 ? MINUS : '+'}${Math.abs(100 * value).toFixed(1)}`;

export const figure = value => {
  if (value === null || value === undefined || !Number.isFinite(Number(value))) return '–';
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e6)) return Number(value).toExponential(1);
  return Number(value).toLocaleString('en', {maximumSignificantDigits: 3});
};

const sameDay = (a, b) => a.toDateString() === b.toDateString();

export function time(iso) {
  if (!iso) return '–';
  const at = new Date(iso);
  const day = sameDay(at, new Date()) ? '' : `${at.toLocaleDateString('en-GB', {day: 'numeric', month: 'short'})} `;
  return day + at.toLocaleTimeString('en-GB');
}

export function age(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 2) return 'just now';
  if (seconds < 90) return `${seconds} s ago`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 172800) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86400)} days ago`;
}
