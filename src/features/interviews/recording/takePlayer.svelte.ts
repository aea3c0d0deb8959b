import { loadTake } from '../../../storage/recordingStore';
import { errors } from '../../../ui/errors.svelte';

/** What is being listened to. */
interface Playing {
  readonly take: number;
  readonly url: string;
}

/** Plays the takes of an interview, one at a time, from any moment. */
export class TakePlayer {
  readonly #interviewId: string;
  #playing = $state.raw<Playing | null>(null);
  #audio: HTMLAudioElement | null = null;
  #isReady = false;
  #asked = 0;
  /** Where to begin, in seconds. */
  #from = 0;

  constructor(interviewId: string) {
    this.#interviewId = interviewId;
  }

  get playing(): Playing | null {
    return this.#playing;
  }

  /** Plays a take from a moment, in seconds from its start. */
  async play(take: number, from = 0): Promise<void> {
    this.#from = Math.max(0, from);
    if (this.#playing?.take === take) {
      this.#begin();
      return;
    }
    try {
      const asked = ++this.#asked;
      const recording = await loadTake(this.#interviewId, take);
      // Another one was asked for meanwhile, or the screen was left.
      if (asked !== this.#asked) return;
      this.close();
      this.#playing = { take, url: URL.createObjectURL(recording) };
    } catch (error) {
      errors.report(error);
    }
  }

  /** Stops, and lets the recording go. */
  close(): void {
    this.#asked++;
    if (this.#playing) URL.revokeObjectURL(this.#playing.url);
    this.#playing = null;
  }

  /** To be attached to the element that plays {@link playing}. */
  readonly attach = (audio: HTMLAudioElement): (() => void) => {
    this.#audio = audio;
    this.#isReady = false;
    const known = () => {
      this.#isReady = true;
      this.#begin();
    };
    // A recording made in pieces does not say how long it is until its end was looked for.
    const loaded = () => {
      if (Number.isFinite(audio.duration)) {
        known();
        return;
      }
      audio.addEventListener('durationchange', known, { once: true });
      audio.currentTime = 1e7;
    };
    audio.addEventListener('loadedmetadata', loaded, { once: true });
    return () => {
      audio.pause();
      this.#audio = null;
    };
  };

  #begin(): void {
    if (!this.#audio || !this.#isReady) return;
    this.#audio.currentTime = Math.min(this.#from, this.#audio.duration);
    // A browser may want a press of its own first; the controls are there for it.
    void this.#audio.play().catch(() => undefined);
  }
}
