export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export const isTheme = (value: unknown): value is Theme => THEMES.some((theme) => theme === value);

const YEAR = 365 * 24 * 3600;
/** Taste, not identity: the same over http and https, kept a year. */
export const PREFERENCE_COOKIE = { path: '/', maxAge: YEAR, httpOnly: false, secure: false, sameSite: 'lax' } as const;
