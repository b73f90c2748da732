/** The names of slices and arms in events, as in the Java types Slice and Arm. */
export const ALL = 'all';
export const ORIGINAL = 'original';
export const CORRECTED = 'corrected';
export const CANDIDATE = 'candidate';

/** The name of a slice's source; the slice itself if it has none. */
export const sourceOf = slice => slice.replace(/^source=/, '');
