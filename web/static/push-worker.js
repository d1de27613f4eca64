/* Shows what the desk pushes to this device, and opens the docket when it is pressed. Nothing is kept offline. */
self.addEventListener('push', (event) => {
  const { id, title, text, page, red } = event.data?.json() ?? {};
  if (typeof title !== 'string') return;
  const options = { body: text, tag: id, data: { page }, icon: '/icon.svg', requireInteraction: red === true };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const page = new URL(event.notification.data?.page ?? '/home', self.location.origin);
  // Only our own pages, whatever was pushed.
  const url = page.origin === self.location.origin ? page.href : self.location.origin;
  event.waitUntil(self.clients.openWindow(url));
});
