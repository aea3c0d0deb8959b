import { savePiece } from '../../../storage/recordingStore';

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
  /** Raised by every start and stop: what comes later than the last one is stale. */
  #sitting = 0;

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
    const sitting = ++this.#sitting;
    const mimeType = kinds.find((kind) => MediaRecorder.isTypeSupported(kind));
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (error) {
      const isDenied = error instanceof DOMException && error.name === 'NotAllowedError';
      if (sitting === this.#sitting) this.#fail(isDenied ? 'denied' : 'missing');
      return;
    }
    const release = () => stream.getTracks().forEach((track) => track.stop());
    // Asked to stop while the microphone was being asked for.
    if (sitting !== this.#sitting) {
      release();
      return;
    }
    try {
      if (mimeType === undefined) throw new DOMException('no audio format', 'NotSupportedError');
      this.#stream = stream;
      this.#recorder = this.#record(stream, interviewId, mimeType);
      this.#startedAt = performance.now();
      this.#before = this.#seconds;
      this.#state = 'recording';
      this.#listen(stream);
    } catch {
      release();
      this.#fail('missing');
    }
  }

  #record(stream: MediaStream, interviewId: string, mimeType: string): MediaRecorder {
    const take = Date.now();
    const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: bitsPerSecond });
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
    // The system may take the microphone away, or the recorder may give up: the screen must not go on
    // saying that it records.
    const over = () => {
      if (this.#recorder === recorder) this.#fail('missing');
    };
    recorder.addEventListener('error', over);
    recorder.addEventListener('stop', over);
    stream.getAudioTracks()[0]?.addEventListener('ended', over);
    recorder.start(pieceMs);
    return recorder;
  }

  /** Ends the take; resolves when its last piece is on the disk. */
  async stop(): Promise<void> {
    this.#sitting++;
    const recorder = this.#recorder;
    const stream = this.#stream;
    const audio = this.#audio;
    this.#recorder = null;
    this.#stream = null;
    this.#audio = null;
    clearInterval(this.#timer);
    if (this.#state === 'recording' || this.#state === 'starting') this.#state = 'off';
    if (recorder && recorder.state !== 'inactive') {
      const ended = new Promise((resolve) => recorder.addEventListener('stop', resolve));
      recorder.stop();
      await ended;
    }
    stream?.getTracks().forEach((track) => track.stop());
    void audio?.close();
    await this.#written;
  }

  #fail(error: 'denied' | 'missing' | 'storage'): void {
    void this.stop();
    this.#error = error;
    this.#state = 'failed';
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
