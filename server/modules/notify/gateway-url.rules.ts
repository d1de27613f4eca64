import { isLocalOrigin } from '../../config/config.ts';

/** Addresses inside a machine or its network card, where what runs a cloud keeps its secrets. */
const FORBIDDEN = /^(?:0\.|169\.254\.|\[(?:fe[89ab]|::ffff:|::\])|metadata\.|.*\.internal$)/i;

/**
 * Whether messages may be given to this address: https, or plain http on this machine alone, as with X's origin; without
 * a user, a password or a fragment.
 */
export function isGatewayUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.hash !== '') return false;
  if (url.protocol === 'http:') return isLocalOrigin(url.origin);
  return url.protocol === 'https:' && !FORBIDDEN.test(url.hostname);
}

/** Services of the browsers' makers, to which alone a push goes: a device names where it wants to be reached. */
const PUSH_SERVICES = [
  ...['fcm.googleapis.com', 'updates.push.services.mozilla.com', 'web.push.apple.com'],
  ...['.push.services.mozilla.com', '.notify.windows.com', '.push.apple.com'],
];

export function isPushService(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, port, username } = new URL(text);
  if (protocol !== 'https:' || port !== '' || username !== '') return false;
  return PUSH_SERVICES.some((service) => (service.startsWith('.') ? hostname.endsWith(service) : hostname === service));
}
