/** How far Asia/Kolkata is ahead of UTC, in milliseconds: five and a half hours, all year round. */
export const KOLKATA = 5.5 * 60 * 60 * 1000;
