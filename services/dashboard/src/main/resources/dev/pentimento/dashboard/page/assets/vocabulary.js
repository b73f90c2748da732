/** The names of slices and arms in events, as in the Java types Slice and Arm. */
export const ALL = 'all';
export const ORIGINAL = 'original';
export const CORRECTED = 'corrected';
export const CANDIDATE = 'candidate';

/** The name of a slice's source; the slice itself if it has none. */
export const sourceOf = slice => slice.replace(/^source=/, '');

/** Sources and classes often end in a number: 2 comes before 10. */
export const byName = new Intl.Collator('en', {numeric: true}).compare;

export const bySlice = (a, b) => a === ALL ? -1 : b === ALL ? 1 : byName(a, b);
