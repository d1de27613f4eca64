import { encode } from 'uqr';

/** One SVG path of the dark squares of a QR code; drawn here, so that the secret goes to nobody. */
export function qrPath(text: string): { path: string; size: number } {
  const { data, size } = encode(text, { border: 3 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { path, size };
}

/** The secret of an otpauth address, in groups of four, for those who type it. */
export function secretOf(uri: string): string {
  const secret = /[?&]secret=([A-Z2-7]+)/i.exec(uri)?.[1] ?? '';
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}
