import { getContext, setContext } from 'svelte';
import type { Desk } from './desk.svelte.ts';

const KEY = Symbol('desk');

export const setDesk = (desk: Desk): Desk => setContext(KEY, desk);
/** Undefined on pages that are no desk. */
export const useDesk = (): Desk | undefined => getContext<Desk | undefined>(KEY);
