/** A model of database version 3 or snapshot version 3: two levels, no benchmark, locks or texts. */
export function upgradeModel(model: Record<string, unknown>): Record<string, unknown> {
  return {
    ...model,
    benchmark: null,
    dimensions: list(model['dimensions']).map((dimension) => ({
      ...node(dimension),
      indicators: list(dimension['indicators']).map((indicator) => ({
        ...node(indicator),
        anchors: [],
        parts: [],
      })),
    })),
  };
}

function node(old: Record<string, unknown>): Record<string, unknown> {
  return { ...old, description: '', isLocked: false, benchmark: null };
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
}
