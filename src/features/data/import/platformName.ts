import type { PlatformId } from '../../../domain/table/source';
import { t } from '../../../i18n/translate';

/** Name of a platform, or of the kind of table that a file was taken for. */
export function platformName(platform: PlatformId): string {
  switch (platform) {
    case 'tickets':
    case 'usage':
    case 'feedback':
    case 'customers':
    case 'benchmark':
      return t(`kind.${platform}`);
    default:
      return t(`platform.${platform}`);
  }
}
