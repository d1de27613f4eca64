/** Between two calls, in milliseconds. */
const AGAIN = 4000;
const TONES = [880, 660, 880];
const TONE_SECONDS = 0.18;
const LOUDNESS = 0.25;

/** Sounds while it is on, as far as the browser lets it: before the first key or click it must be silent. */
export class Siren {
  #timer: ReturnType<typeof setInterval> | undefined;
  #audio: AudioContext | null = null;

  set(on: boolean): void {
    if (on === (this.#timer !== undefined)) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (!on) return;
    this.#call();
    this.#timer = setInterval(() => this.#call(), AGAIN);
  }

  #call(): void {
    try {
      this.#audio ??= new AudioContext();
      void this.#audio.resume();
      for (const [at, tone] of TONES.entries()) this.#play({ audio: this.#audio, tone, from: at * TONE_SECONDS });
    } catch {
      // A device without sound: the bar stands on top all the same.
    }
  }

  #play({ audio, tone, from }: { audio: AudioContext; tone: number; from: number }): void {
    const start = audio.currentTime + from;
    const source = new OscillatorNode(audio, { frequency: tone });
    const volume = new GainNode(audio, { gain: LOUDNESS });
    source.connect(volume).connect(audio.destination);
    source.start(start);
    source.stop(start + TONE_SECONDS * 0.9);
  }
}
