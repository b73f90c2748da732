/** The words of the events for slices and arms, as the Java types Slice and Arm have them. */
export const ALL = 'all';
export const ORIGINAL = 'original';
export const CORRECTED = 'corrected';
export const CANDIDATE = 'candidate';

/** The name of a slice's source; the slice itself where it has none. */
export const sourceOf = slice => slice.replace(/^source=/, '');
