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

export interface BoundaryError {
  /** Number of the feature; 0 for the file. */
  readonly feature: number;
  readonly code: string;
}
