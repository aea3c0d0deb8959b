import { newDimension, newIndicator, type Dimension } from './indicatorModel';
import { rebalance } from './weights';

/** The ready models (A4). Names are the catalogue's; `crm.function` is a node of the model `crm`. */
export const readyModels = [
  'crm',
  'service',
  'serviceB2b',
  'serviceRetail',
  'project',
  'composite',
  'serviceProduct',
] as const;
export type ReadyModelId = (typeof readyModels)[number];

/** A node of a ready model: its key, weight, and what is under it. Equal weights where none is said. */
export interface ReadyNode {
  readonly key: string;
  readonly weight?: number;
  readonly children?: readonly ReadyNode[];
}

const node = (key: string, weight?: number, children?: readonly ReadyNode[]): ReadyNode => ({
  key,
  ...(weight === undefined ? {} : { weight }),
  ...(children ? { children } : {}),
});
const all = (keys: readonly string[]) => keys.map((key) => node(key));

const service = ['speed', 'professional', 'solving', 'attitude'];

/** The trees of the ready models; a dimension without children gets one indicator of its name. */
export const readyTrees: Readonly<Record<ReadyModelId, readonly ReadyNode[]>> = {
  crm: [
    node('function', undefined, all(['usability', 'completeness'])),
    node('serviceQuality', undefined, all(['response', 'solving'])),
    node('value', undefined, all(['efficiency', 'worth'])),
  ],
  service: all(service),
  serviceB2b: all([...service, 'crossDepartment']),
  serviceRetail: all([...service, 'afterSales']),
  project: all(['quality', 'timeliness', 'communication', 'cooperation']),
  composite: [
    node('product', 35),
    node('service', 35),
    node('price', 15),
    node('recommendation', 15),
  ],
  serviceProduct: [node('service', 40), node('product', 35), node('overall', 25)],
};

/** The dimensions of a ready model, with names by key. */
export function readyDimensions(
  id: ReadyModelId,
  nameOf: (key: string) => string,
  newId: () => string,
): Dimension[] {
  return rebalance(
    readyTrees[id].map(({ key, weight = 0, children }) => {
      const indicators = (children ?? [node(key)]).map((child) =>
        newIndicator(newId(), nameOf(child.key), child.weight ?? 0),
      );
      return newDimension(newId(), nameOf(key), weight, rebalance(indicators));
    }),
  );
}
