import type { PlatformId } from '../../../domain/table/source';
import { t } from '../../../i18n/translate';

/** Name of a platform, or of the kind of table that a file was taken for. */
export function platformName(platform: PlatformId): string {
  return isOtherTable(platform) ? t(`kind.${platform}`) : t(`platform.${platform}`);
}

/** Tables that are no survey of a platform are called by their kind. */
const otherTables = ['tickets', 'usage', 'feedback', 'customers', 'benchmark'] as const;

function isOtherTable(platform: PlatformId): platform is (typeof otherTables)[number] {
  return (otherTables as readonly string[]).includes(platform);
}
