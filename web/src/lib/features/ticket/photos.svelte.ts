import { ApiError } from '$lib/api/http.ts';
import type { Failure } from '$lib/api/http.ts';
import { uploadFile } from '$lib/api/upload.ts';

const LARGEST = 10_000_000;

export interface Photo {
  /** Local address of the preview; empty where the browser cannot show it. */
  preview: string;
  name: string;
  size: number;
  progress: number;
  id: string | null;
  tooLarge: boolean;
  failure: Failure | null;
  file: File;
}

/** Files on their way into an action report: seen at once, sent while the officer writes. */
export class Photos {
  list = $state<Photo[]>([]);
  readonly #ticket: string;

  constructor(ticket: string) {
    this.#ticket = ticket;
  }

  get ids(): string[] {
    return this.list.map(({ id }) => id).filter((id) => id !== null);
  }

  /** Whether one of them is a photograph or a film that has arrived or is on its way. */
  get hasPicture(): boolean {
    return this.list.some(
      ({ file, tooLarge, failure }) => /^(image|video)\//.test(file.type) && !tooLarge && failure === null,
    );
  }

  get sending(): boolean {
    return this.list.some(({ id, failure, tooLarge }) => id === null && failure === null && !tooLarge);
  }

  add(files: Iterable<File>): void {
    for (const file of files) {
      const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : '';
      const tooLarge = file.size > LARGEST;
      this.list.push({
        preview,
        name: file.name,
        size: file.size,
        progress: 0,
        id: null,
        tooLarge,
        failure: null,
        file,
      });
      if (!tooLarge) void this.send(this.list.length - 1);
    }
  }

  async send(at: number): Promise<void> {
    const photo = this.list[at];
    if (photo === undefined) return;
    photo.failure = null;
    try {
      const attachment = await uploadFile({
        ticket: this.#ticket,
        file: photo.file,
        progress: (share) => {
          photo.progress = share;
        },
      });
      photo.id = attachment.id;
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      photo.failure = cause.failure;
    }
  }

  remove(at: number): void {
    const [photo] = this.list.splice(at, 1);
    if (photo !== undefined && photo.preview !== '') URL.revokeObjectURL(photo.preview);
  }
}
