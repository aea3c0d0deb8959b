/** Delimiters that are looked for, in order of trust when a file fits several. */
export const delimiters = [',', ';', '\t', '|'] as const;
