import { claimNext } from '$lib/api/leases.ts';
import type { ActionName, TicketRow } from '$lib/api/types.ts';
import type { I18n } from '$lib/i18n/context.ts';
import { keepApart, putTogether } from '../ticket/incident-acts.ts';
import { raiseDanger, runSuggestion, startAction, takeAlarm } from '../ticket/run-action.ts';
import { LEADS_TO, suggestionOf } from '../ticket/suggestion.ts';
import type { Done, Refused, TicketView } from '../ticket/ticket-view.svelte.ts';
import type { Undo } from '../ticket/undo.svelte.ts';
import type { Lease } from './lease.svelte.ts';
import type { Many } from './many.svelte.ts';
import type { Queue } from './queue.svelte.ts';
import { WAYS } from './ways.ts';
import type { WayName } from './ways.ts';

interface Around {
  /** Null where a ticket stands alone. */
  queue: Queue | null;
  many: Many | null;
  view: TicketView;
  lease: Lease;
  undo: Undo;
  i18n: I18n;
  can: (capability: string) => boolean;
  /** The ticket that keys count from: where the last one led, although it may still be on its way. */
  chosen: () => string | null;
  /** Settles when the ticket that was chosen is in focus. */
  arrived: () => Promise<void>;
  choose: (id: string | null) => void;
  go: (address: string) => void;
}

/** So many passed over are remembered. */
const MOST_SKIPPED = 100;
const SAID_FOR = 5000;
/** Ways that need a list. */
const OF_LIST: ReadonlySet<WayName> = new Set(['claim', 'skip', 'next', 'previous', 'showNew', 'search', 'mark']);

/** Nobody has taken up the danger that it tells of. */
const isUntaken = ({ detail }: TicketView): boolean => {
  const alarm = detail?.alarm ?? null;
  return alarm !== null && alarm.endedAt === null && alarm.takenAt === null && (detail?.actions.length ?? 0) > 1;
};

/** The brief of the ticket in focus; without one, the page that asks for a link, a docket or words. */
const briefOf = ({ detail }: TicketView): string =>
  detail === null ? '/brief' : `/brief?for=${encodeURIComponent(detail.ticket.docket ?? detail.ticket.id)}`;

/** What an officer does at the desk, by key, button or palette alike. */
export class Desk {
  help = $state(false);
  palette = $state(false);
  /** The form with which a ticket is taken over. */
  takingOver = $state(false);
  /** What the desk says at its foot for a moment. */
  said = $state<string | null>(null);
  /** Acts that the server refused after the desk had gone on. */
  refused = $state.raw<readonly Refused[]>([]);
  readonly #around: Around;
  readonly #skipped: string[] = [];
  /** The ticket that was claimed: after it is dealt with the next is claimed at once. */
  #claimed: string | null = null;
  /** Tickets that the desk went on from before the server had answered. */
  readonly #left = new Set<string>();
  #pending: (() => void) | null = null;
  /** Where the officer stood when he began to take an act back. */
  #tookBackFrom: string | null = null;
  /** Who has the desk, as it was said last. */
  #relieved = '';
  #saying: ReturnType<typeof setTimeout> | undefined;

  constructor(around: Around) {
    this.#around = around;
    around.undo.begun = () => (this.#tookBackFrom = around.chosen());
  }

  /** What is marked in the list; null where a ticket stands alone. */
  get many(): Many | null {
    return this.#around.many;
  }

  /** Who works on what. */
  get lease(): Lease {
    return this.#around.lease;
  }

  /** Whether a way leads anywhere now. */
  isOpen(name: WayName): boolean {
    const { queue, view, lease, can } = this.#around;
    if (queue === null && OF_LIST.has(name)) return false;
    const may = (action: ActionName) => view.detail?.actions.includes(action) === true;
    if (name === 'claim' || name === 'skip' || name === 'skim' || name === 'handover') return can('ticket.triage');
    if (name === 'roster') return can('ticket.read');
    if (name === 'takeDown') return can('ticket.create');
    if (name === 'takeOver') return lease.isForeign;
    if (name === 'danger') return isUntaken(view) || (may('correct') && view.detail?.ticket.urgency !== 'life-risk');
    if (name === 'join' || name === 'apart') return may('join') && view.detail?.suggestions[0] !== undefined;
    if (name === 'pair') return may('join');
    if (name === 'incident') return (view.detail?.incidentMembers.length ?? 0) > 0 || may('join');
    if (name === 'accept') return view.detail !== null;
    return true;
  }

  /** Goes a way; false where it leads nowhere. */
  run(name: WayName): boolean {
    const way = WAYS.find((one) => one.name === name);
    const acts = way?.acts === true;
    if ((acts || way?.from === true) && this.#waits(() => void this.run(name))) return true;
    if (!this.isOpen(name)) return way?.otherwise !== undefined && this.run(way.otherwise);
    if (acts && this.#around.lease.isForeign) this.takingOver = true;
    else this.#go(name);
    return true;
  }

  /** Begins an act of the ticket in focus; false where it cannot be done. */
  start(action: ActionName): boolean {
    if (this.#waits(() => void this.start(action))) return true;
    const { view, i18n, lease } = this.#around;
    if (view.detail?.actions.includes(action) !== true) return false;
    if (lease.isForeign) this.takingOver = true;
    else void startAction({ view, i18n, action });
    return true;
  }

  closeForms(): void {
    this.#around.view.closeForm();
    this.takingOver = false;
  }

  /** After an act: the row leaves the list if it no longer fits, and the next one is there. */
  done({ row, action }: Done): void {
    const { queue, chosen, choose } = this.#around;
    const wasChosen = row.id === chosen();
    const following = queue?.settle(row) ?? null;
    if (queue === null || this.#left.delete(row.id)) return;
    // Whoever has gone on meanwhile is not called back: the next key would act on another ticket than he reads.
    if (action === 'undo') return this.#tookBackFrom === chosen() ? choose(row.id) : undefined;
    if (!wasChosen || row.state === 'received') return;
    if (this.#claimed === row.id) return void this.#claim();
    if (following !== null) choose(following.id);
    else if (!queue.rows.some(({ id }) => id === row.id)) choose(null);
  }

  /** The server refused. Where the desk had gone on, the row is back in the list and the officer is told: then true. */
  hearRefusal(refused: Refused): boolean {
    const { id } = refused.row;
    if (!this.#left.delete(id) && this.#around.chosen() === id) return false;
    this.#around.queue?.settle(refused.row);
    this.refused = [...this.refused.filter(({ row }) => row.id !== id), refused];
    return true;
  }

  /** Leads back to a ticket whose act was refused, or leaves it where it is. */
  answerRefusal({ row, goBack }: { row: TicketRow; goBack: boolean }): void {
    this.refused = this.refused.filter((one) => one.row.id !== row.id);
    if (goBack) this.#around.choose(row.id);
  }

  /** What is pressed while the next ticket is on its way is meant for that one: it waits. */
  #waits(work: () => void): boolean {
    const { view, chosen, arrived } = this.#around;
    const isThere = () => chosen() === (view.detail?.ticket.id ?? null);
    if (isThere()) return false;
    this.#pending = work;
    void arrived().then(() => {
      if (this.#pending !== work) return;
      this.#pending = null;
      if (isThere()) work();
    });
    return true;
  }

  #go(name: WayName): void {
    const { queue, view, i18n, go } = this.#around;
    const other = view.detail?.suggestions[0]?.other.id ?? '';
    const ways: Record<WayName, () => void> = {
      claim: () => void this.#claim(),
      skip: () => this.#skip(),
      accept: () => this.#accept(),
      danger: () => void (isUntaken(view) ? takeAlarm(view) : raiseDanger({ view, i18n })),
      join: () => void putTogether({ view, i18n, other }),
      apart: () => void keepApart({ view, i18n, other }),
      pair: () => (view.pairing = true),
      incident: () => go(`/incidents/${view.detail?.ticket.id ?? ''}`),
      takeOver: () => (this.takingOver = true),
      undo: () => this.#takeBack(),
      next: () => this.#move(1),
      previous: () => this.#move(-1),
      script: () => (view.reading = !view.reading),
      mark: () => this.#mark(),
      showNew: () => queue?.showWaiting(),
      search: () => document.getElementById('desk-q')?.focus(),
      takeDown: () => go('/take-down'),
      skim: () => go('/skim'),
      handover: () => go('/handover'),
      roster: () => go('/roster'),
      spreading: () => go('/spreading'),
      brief: () => go(briefOf(view)),
      palette: () => (this.palette = true),
      help: () => (this.help = true),
    };
    ways[name]();
  }

  /** Does what is suggested. Where that takes the ticket out of the list, the next one comes without waiting. */
  #accept(): void {
    const { queue, view, i18n, choose } = this.#around;
    const { detail } = view;
    const suggestion = detail === null || view.busy !== null ? null : suggestionOf(detail);
    void runSuggestion({ view, i18n });
    const state = suggestion === null ? undefined : LEADS_TO[suggestion.action];
    if (detail === null || queue === null || state === undefined || queue.keeps(state)) return;
    const row = { ...detail.ticket, state };
    this.#left.add(row.id);
    const following = queue.settle(row);
    if (this.#claimed === row.id) void this.#claim([row.id]);
    else choose(following?.id ?? null);
  }

  #takeBack(): void {
    // What waits for its ticket has not begun: it is not done at all.
    if (this.#pending !== null) this.#pending = null;
    else void this.#around.undo.run();
  }

  #move(step: 1 | -1): void {
    const { queue, chosen, choose } = this.#around;
    const row = queue?.neighbour({ of: chosen(), step });
    if (step === 1) void queue?.reach(row?.id ?? null).then((more) => more && !row && this.#move(1));
    if (!row) return;
    choose(row.id);
    document.getElementById(`row-${row.id}`)?.scrollIntoView({ block: 'nearest' });
  }

  /** Marks the ticket in focus, and goes on to the one below it. */
  #mark(): void {
    const { many, chosen } = this.#around;
    const id = chosen();
    if (id !== null) many?.toggle(id);
    this.#move(1);
  }

  #skip(): void {
    const chosen = this.#around.chosen();
    if (chosen !== null) this.#skipped.push(chosen);
    this.#skipped.splice(0, this.#skipped.length - MOST_SKIPPED);
    void this.#claim();
  }

  /** `left`: what is being dealt with, although the server may not know it yet. */
  async #claim(left: readonly string[] = []): Promise<void> {
    const { i18n, choose } = this.#around;
    let answer: { ticket: TicketRow | null; onDuty: string[] };
    try {
      answer = await claimNext({ fetch, skip: [...this.#skipped, ...left] });
    } catch {
      return this.#say(i18n.t('way.claim.failed'));
    }
    const { ticket } = answer;
    if (ticket === null) {
      this.#say(i18n.t(this.#skipped.length > 0 ? 'way.claim.onlySkipped' : 'way.claim.none'));
      if (this.#claimed === this.#around.chosen()) choose(null);
      // What was passed over comes again when it is asked for once more.
      this.#skipped.length = 0;
      this.#claimed = null;
      return;
    }
    this.#claimed = ticket.id;
    choose(ticket.id);
    this.#sayRelieved(answer.onDuty.join(', '));
  }

  /** Whose shift is over is told once who has the desk now. */
  #sayRelieved(names: string): void {
    if (names !== '' && names !== this.#relieved) this.#say(this.#around.i18n.t('duty.relieved', { names }));
    this.#relieved = names;
  }

  #say(words: string): void {
    this.said = words;
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => (this.said = null), SAID_FOR);
  }
}
