interface LaunchWindow {
  readonly launchQueue?: {
    setConsumer(
      consumer: (launch: { readonly files?: readonly { getFile(): Promise<File> }[] }) => void,
    ): void;
  };
}

/** Hands over files that the operating system opens with the installed app. */
export function openedFiles(onfiles: (files: readonly File[]) => void): void {
  (window as LaunchWindow).launchQueue?.setConsumer(({ files = [] }) => {
    if (files.length === 0) return;
    void Promise.all(files.map((handle) => handle.getFile())).then(onfiles);
  });
}
