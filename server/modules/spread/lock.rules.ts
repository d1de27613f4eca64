/** How long one voice speaks alone unless the officer says otherwise, in hours. */
export const USUAL_HOURS = 6;
export const MOST_HOURS = 72;
