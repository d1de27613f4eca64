import { ApiError } from '$lib/api/http.ts';
import { confirmTwoFactor, disableTwoFactor, enableTwoFactor } from '$lib/api/officers.ts';

/** Steps of putting a second factor on the account: password → QR code → six digits. */
export class TwoFactor {
  step = $state<'idle' | 'password' | 'scan' | 'done' | 'off'>('idle');
  uri = $state('');
  backupCodes = $state.raw<string[]>([]);
  wrong = $state(false);
  busy = $state(false);

  async #try(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.wrong = false;
    try {
      await work();
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      this.wrong = true;
    } finally {
      this.busy = false;
    }
  }

  begin(password: string): Promise<void> {
    return this.#try(async () => {
      const { totpURI, backupCodes } = await enableTwoFactor({ fetch, password });
      this.uri = totpURI;
      this.backupCodes = backupCodes;
      this.step = 'scan';
    });
  }

  confirm(code: string): Promise<void> {
    return this.#try(async () => {
      await confirmTwoFactor({ fetch, code: code.replace(/\s/g, '') });
      this.step = 'done';
    });
  }

  remove(password: string): Promise<void> {
    return this.#try(async () => {
      await disableTwoFactor({ fetch, password });
      this.step = 'off';
    });
  }
}
