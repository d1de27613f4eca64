import type { SimUser } from './world.types.ts';
import type { World } from './world.ts';
import type { Vocabulary } from './render.ts';

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  /** The account whose token came along. */
  readonly account: SimUser;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly problem?: true;
}

export interface ApiContext {
  readonly world: World;
  readonly vocabulary: Vocabulary;
  readonly origin: string;
  readonly now: number;
}
