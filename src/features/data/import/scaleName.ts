import type { RatingScale } from '../../../domain/table/ratingScale';
import { formatCount } from '../../../i18n/format';
import { t } from '../../../i18n/translate';

/** A scale in a few words: `1–5`, `文字，5 级`. */
export function scaleName(scale: RatingScale): string {
  switch (scale.kind) {
    case 'numeric':
      return `${scale.min}–${scale.max}`;
    case 'words':
      return t('data.scaleWords', { n: scale.words.length });
    case 'values':
      return t('data.scaleValues', {
        min: formatCount(scale.min),
        max: formatCount(scale.max),
        n: scale.values.length,
      });
    case 'bands':
      return t('data.scaleBands', { bounds: scale.values.join(' · ') });
  }
}
