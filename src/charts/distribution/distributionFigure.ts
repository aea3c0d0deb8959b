import type { DistributionInput } from './distributionLayout';

/** Stacked answers but for their width, with colour tokens by answer: the fill, and the ink on it. */
export interface DistributionFigure extends Omit<DistributionInput, 'width'> {
  readonly colors: readonly { readonly fill: string; readonly ink: string }[];
}
