import { downloadFile, safeFileName } from '../../ui/fileInput';
import type { SnapshotFile } from '../../domain/snapshot/transfer';

/** How a file reaches its owner: the downloads, a place chosen before, or the system's share sheet. */
export type Delivery = 'download' | 'place' | 'share';

interface FileHandle {
  createWritable(): Promise<WritableStream<Uint8Array>>;
}
interface PickerWindow {
  showSaveFilePicker?: (options: { readonly suggestedName: string }) => Promise<FileHandle>;
}

/** True where the browser can write straight to a file. */
export function canPickPlace(): boolean {
  return 'showSaveFilePicker' in window;
}

/** True where the system can send files to other apps. */
export function canShare(): boolean {
  const sample = new File(['{}'], 's.json', { type: 'application/json' });
  return navigator.canShare?.({ files: [sample] }) ?? false;
}

export const deliver = {
  /** Asks where to; null where the user thought better of it. */
  async pickPlace(suggestedName: string): Promise<FileHandle | null> {
    try {
      return (await (window as PickerWindow).showSaveFilePicker?.({ suggestedName })) ?? null;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return null;
      throw error;
    }
  },

  /** Hands a file over; to a chosen place it is written as a stream. */
  async hand(
    { blob, ending }: SnapshotFile,
    name: string,
    way: Delivery,
    place: FileHandle | null,
  ): Promise<void> {
    const fileName = safeFileName(`${name}${ending}`);
    if (place) await blob.stream().pipeTo(await place.createWritable());
    else if (way === 'share') {
      await navigator.share({ files: [new File([blob], fileName, { type: blob.type })] });
    } else downloadFile(blob, fileName);
  },
};
