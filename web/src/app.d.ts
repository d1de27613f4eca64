import type { Locale } from '$lib/i18n/locale.ts';
import type { Theme } from '$lib/preferences.ts';

declare global {
  namespace App {
    interface Error {
      message: string;
      code?: string;
    }
    interface Locals {
      locale: Locale;
      theme: Theme;
      keys: boolean;
    }
    interface PageState {
      form?: string;
    }
    interface Platform {
      /** The request of the Node server, which carries the in-memory way to the API. */
      req?: { pukaarFetch?: (request: Request) => Promise<Response> };
    }
  }
}

export {};
