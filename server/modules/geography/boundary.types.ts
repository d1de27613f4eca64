/** Closed rings, each flat `lon, lat, lon, lat, …` in degrees; the first is the outline, the others are holes. */
export type Polygon = readonly (readonly number[])[];

/** An area of one or more polygons. */
export type Shape = readonly Polygon[];

/** One area of a file with what is written beside it. */
export interface BoundaryFeature {
  /** Counted from 1, as it stands in the file. */
  readonly number: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly shape: Shape;
}

/** What a file holds, and what of it could not be read. */
export interface BoundaryFile {
  readonly features: readonly BoundaryFeature[];
  readonly errors: readonly BoundaryError[];
}

export interface BoundaryError {
  /** Number of the feature; 0 for the file. */
  readonly feature: number;
  readonly code: string;
}
