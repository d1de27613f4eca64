import type { TicketRow, Vocabulary } from '$lib/api/types.ts';
import { answerFor, isTemplate } from './answer-templates.ts';
import { released } from './answer-check.ts';
import type { Draft } from './drafts.ts';
import type { Photos } from './photos.svelte.ts';

/** An action report while it is written. Its answer follows outcome and details until the officer puts words into it. */
export class ReportDraft {
  values = $state<Record<string, string>>({ outcome: '', internalText: '', publicAnswer: '' });
  readonly #ticket: TicketRow;
  readonly #vocabulary: Vocabulary;
  /** As the template was last filled. */
  #filled = '';

  constructor(input: { ticket: TicketRow; vocabulary: Vocabulary; kept: Draft | null }) {
    this.#ticket = input.ticket;
    this.#vocabulary = input.vocabulary;
    Object.assign(this.values, input.kept ?? {});
    // Begun with an outcome that somebody proposed.
    if (this.values.outcome !== '' && this.values.publicAnswer === '') this.#fill();
  }

  get needs(): string[] {
    return this.#vocabulary.outcomes.find(({ key }) => key === this.values.outcome)?.needs ?? [];
  }

  get diary(): string[] {
    return this.#vocabulary.diary;
  }

  /** What is written down beside the outcome; nothing of another outcome. */
  get details(): Record<string, string> {
    const names = [...this.needs, ...this.diary.filter((name) => this.values[`need.${name}`])];
    return Object.fromEntries(names.map((name) => [name, this.values[`need.${name}`] ?? '']));
  }

  choose(outcome: string): void {
    const isOwn = !this.#isFilled();
    this.values.outcome = outcome;
    if (!isOwn) this.#fill();
  }

  /** After a detail was filled in. */
  follow(): void {
    if (this.values.publicAnswer === this.#filled && this.#filled !== '') this.#fill();
  }

  body(photos: Photos): Record<string, unknown> {
    return {
      outcome: this.values.outcome,
      details: this.details,
      internalText: this.values.internalText,
      publicAnswer: this.values.publicAnswer,
      accept: released(this.values.accept),
      attachments: photos.ids,
    };
  }

  #asked() {
    const { outcomes } = this.#vocabulary;
    const { language, channel, owner } = this.#ticket;
    return { outcomes, language, channel, unit: owner?.name ?? null, details: this.details };
  }

  #isFilled(): boolean {
    const text = this.values.publicAnswer ?? '';
    return text === this.#filled || isTemplate({ ...this.#asked(), text });
  }

  #fill(): void {
    this.#filled = answerFor({ ...this.#asked(), outcome: this.values.outcome ?? '' });
    this.values.publicAnswer = this.#filled;
  }
}
