import distances from 'natural/lib/natural/distance/levenshtein_distance.js';
import jaroWinkler from 'natural/lib/natural/distance/jaro-winkler_distance.js';

/** Letters to insert, delete or replace. For confirming a few candidates, not for scanning. */
export const levenshtein = (a: string, b: string): number => distances.LevenshteinDistance(a, b);

/** 0..1, kind to names that begin alike. */
export const nameLikeness = (a: string, b: string): number => jaroWinkler(a, b);
