import { addDevice, readPushKey, removeDevice } from '$lib/api/notify.ts';

const WORKER = '/push-worker.js';

export const canPush = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window;

async function current(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** Keeps the subscription with the session of now: it ends with it. */
async function keep(subscription: PushSubscription): Promise<void> {
  const { endpoint, keys } = subscription.toJSON();
  if (!endpoint || !keys?.p256dh || !keys.auth) throw new Error('this browser gave no keys');
  await addDevice({ fetch, body: { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } } });
}

/** Whether this device is told things; after a new sign-in it is said anew for whom. */
export async function isPushed(): Promise<boolean> {
  const subscription = await current();
  if (subscription !== null) await keep(subscription);
  return subscription !== null;
}

export async function subscribe(): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') throw new Error('refused');
  await navigator.serviceWorker.register(WORKER);
  const registration = await navigator.serviceWorker.ready;
  const applicationServerKey = await readPushKey({ fetch });
  await keep(await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey }));
}

export async function unsubscribe(): Promise<void> {
  const subscription = await current();
  if (subscription === null) return;
  await removeDevice({ fetch, endpoint: subscription.endpoint });
  await subscription.unsubscribe();
}
