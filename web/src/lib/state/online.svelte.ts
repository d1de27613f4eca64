/** Whether the browser believes that it has a network. */
export class Online {
  value = $state(true);

  start(): () => void {
    const read = () => {
      this.value = navigator.onLine;
    };
    read();
    addEventListener('online', read);
    addEventListener('offline', read);
    return () => {
      removeEventListener('online', read);
      removeEventListener('offline', read);
    };
  }
}
