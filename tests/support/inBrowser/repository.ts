/** Where the files that were brought along lie. */
export const root = '/checkout';
