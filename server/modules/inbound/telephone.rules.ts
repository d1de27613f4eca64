/** A telephone number as somebody told it, and no handle. */
export const isNumber = (handle: string): boolean => /^\+?[\d\s().-]{8,20}$/.test(handle.trim());
