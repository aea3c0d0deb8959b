/** One line of a table to be written to a file. */
export type Line = readonly (string | number)[];
