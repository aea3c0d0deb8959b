const smallest = 13;
const largest = 30;

/** Font size of a count: area grows with it, within readable bounds. */
export function wordSize(count: number, least: number, most: number): number {
  if (most <= least) return (smallest + largest) / 2;
  const share = (Math.sqrt(count) - Math.sqrt(least)) / (Math.sqrt(most) - Math.sqrt(least));
  return Math.round(smallest + share * (largest - smallest));
}
