import { savePiece } from '../../storage/recordingStore';

/** A piece of this length is on the disk before the next is begun: what a crash can lose. */
const pieceMs = 3_000;
const bitsPerSecond = 32_000;
const bars = 12;

const kinds = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus', 'audio/webm'];

/** Records a conversation in pieces, each written before it counts as recorded. */
export class Recorder {
  #state = $state<'off' | 'starting' | 'recording' | 'failed'>('off');
  #error = $state<'denied' | 'missing' | 'storage' | null>(null);
  #seconds = $state(0);
  #levels = $state.raw<readonly number[]>(new Array<number>(bars).fill(0));
  #recorder: MediaRecorder | null = null;
  #stream: MediaStream | null = null;
  #audio: AudioContext | null = null;
  #timer = 0;
  #startedAt = 0;
  #before = 0;
  #written: Promise<void> = Promise.resolve();

  get state(): 'off' | 'starting' | 'recording' | 'failed' {
    return this.#state;
  }

  /** Why it does not record; null while it does or was not asked to. */
  get error(): 'denied' | 'missing' | 'storage' | null {
    return this.#error;
  }

  /** Seconds recorded in this sitting. */
  get seconds(): number {
    return this.#seconds;
  }

  /** Loudness of the last moments, 0–1, the latest last. */
  get levels(): readonly number[] {
    return this.#levels;
  }

  /** Starts a take. The page must have the customer's consent on the disk. */
  async start(interviewId: string): Promise<void> {
    if (this.#state === 'recording' || this.#state === 'starting') return;
    this.#state = 'starting';
    this.#error = null;
    const mimeType = kinds.find((kind) => MediaRecorder.isTypeSupported(kind));
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (error) {
      const isDenied = error instanceof DOMException && error.name === 'NotAllowedError';
      this.#fail(isDenied ? 'denied' : 'missing');
      return;
    }
    if (mimeType === undefined) {
      this.#fail('missing');
      return;
    }
    const take = Date.now();
    const recorder = new MediaRecorder(this.#stream, {
      mimeType,
      audioBitsPerSecond: bitsPerSecond,
    });
    let index = 0;
    recorder.addEventListener('dataavailable', ({ data }) => {
      if (data.size === 0) return;
      const piece = index++;
      this.#written = this.#written.then(async () => {
        try {
          const bytes = await data.arrayBuffer();
          await savePiece({ interviewId, take, index: piece, mimeType, data: bytes });
        } catch {
          this.#fail('storage');
        }
      });
    });
    // The microphone may be taken away by the system, or unplugged.
    this.#stream.getAudioTracks()[0]?.addEventListener('ended', () => void this.stop());
    recorder.start(pieceMs);
    this.#recorder = recorder;
    this.#startedAt = performance.now();
    this.#before = this.#seconds;
    this.#state = 'recording';
    this.#listen(this.#stream);
  }

  /** Ends the take; resolves when its last piece is on the disk. */
  async stop(): Promise<void> {
    const recorder = this.#recorder;
    this.#recorder = null;
    clearInterval(this.#timer);
    if (recorder && recorder.state !== 'inactive') {
      const ended = new Promise((resolve) => recorder.addEventListener('stop', resolve));
      recorder.stop();
      await ended;
    }
    await this.#written;
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = null;
    void this.#audio?.close();
    this.#audio = null;
    if (this.#state === 'recording') this.#state = 'off';
  }

  #fail(error: 'denied' | 'missing' | 'storage'): void {
    this.#error = error;
    this.#state = 'failed';
    void this.stop();
  }

  #listen(stream: MediaStream): void {
    this.#audio = new AudioContext();
    const analyser = this.#audio.createAnalyser();
    this.#audio.createMediaStreamSource(stream).connect(analyser);
    const samples = new Uint8Array(analyser.fftSize);
    this.#timer = window.setInterval(() => {
      this.#seconds = this.#before + (performance.now() - this.#startedAt) / 1000;
      analyser.getByteTimeDomainData(samples);
      const loudest = samples.reduce((most, value) => Math.max(most, Math.abs(value - 128)), 0);
      this.#levels = [...this.#levels.slice(1), Math.min(1, loudest / 64)];
    }, 150);
  }
}
