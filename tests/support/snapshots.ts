import { exportSnapshot, importSnapshot } from '../../src/worker/jobs/transferSnapshot';

const silent = () => undefined;

/** The whole snapshot of an engagement, readable by anybody. */
export async function exportWhole(engagementId: string): Promise<Blob> {
  const request = { scope: 'all', isMasked: false, passphrase: null, isPacked: false } as const;
  return (await exportSnapshot(engagementId, request, silent)).blob;
}

/** Imports a snapshot as a new engagement. */
export function importWhole(file: File): Promise<string> {
  return importSnapshot(file, null, silent);
}
