import { recommendationScale } from './responseTable';

type Plain = Record<string, unknown>;

/**
 * A source as versions before 2 kept it, in today's shape: every file was a survey in a text file
 * of no known platform, scales had no listed values, and segments no meaning.
 */
export function upgradeSource(old: Plain): Plain {
  return {
    ...old,
    kind: 'survey',
    platform: 'plain',
    sheet: null,
    columns: (old['columns'] as Plain[]).map((column) => ({
      ...column,
      field: null,
      rawMedian: null,
      role: upgradeRole(column['role'] as Plain),
    })),
  };
}

function upgradeRole(role: Plain): Plain {
  switch (role['kind']) {
    case 'segment':
      // Version 1 made one of all values that look alike.
      return { ...role, meaning: null, mergesVariants: true };
    case 'recommendation':
      return { ...role, scale: recommendationScale };
    case 'rating':
    case 'overall':
      return { ...role, scale: { ...(role['scale'] as Plain), values: [] } };
    default:
      return role;
  }
}
