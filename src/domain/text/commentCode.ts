import * as v from 'valibot';
import { count, finite, id } from '../kept/fieldSchemas';
import { keep } from '../kept/kept';
import { cohensKappa, type Agreement } from '../statistics/agreement';
import { sentiments, type Sentiment } from './sentiment';

/** The two people who can code comments by hand. */
export const coders = ['first', 'second'] as const;
export type Coder = (typeof coders)[number];

/** What a person says a comment is about; it goes before what the rules say. */
export interface CommentCode {
  readonly engagementId: string;
  readonly sourceId: string;
  readonly row: number;
  readonly coder: Coder;
  readonly themeIds: readonly string[];
  readonly sentiment: Sentiment;
  readonly codedAt: number;
}

/** How far two coders, or a coder and the rules, agree. */
export interface CodingAgreement {
  /** Comments both coded. */
  readonly n: number;
  /** All themes of a comment taken as one code. */
  readonly themes: Agreement | null;
  readonly sentiment: Agreement | null;
}

/** A comment's coding, wherever it comes from. */
export type Coding = Pick<CommentCode, 'themeIds' | 'sentiment'>;

/** Cohen's kappa over comments coded twice (`scoring.md` §7); null parts where it is not defined. */
export function codingAgreement(pairs: readonly (readonly [Coding, Coding])[]): CodingAgreement {
  const themesOf = ({ themeIds }: Coding) => [...themeIds].sort().join(' ');
  return {
    n: pairs.length,
    themes: cohensKappa(
      pairs.map(([a]) => themesOf(a)),
      pairs.map(([, b]) => themesOf(b)),
    ),
    sentiment: cohensKappa(
      pairs.map(([{ sentiment }]) => sentiment),
      pairs.map(([, { sentiment }]) => sentiment),
    ),
  };
}

export const commentCodeSchema = v.object({
  engagementId: id,
  sourceId: id,
  row: count,
  coder: v.picklist(coders),
  themeIds: v.array(id),
  sentiment: v.picklist(sentiments),
  codedAt: finite,
});

export const commentCodesKept = keep<CommentCode>({
  since: 5,
  key: ['sourceId', 'row', 'coder'],
  refs: { engagementId: 'engagement', sourceId: 'source' },
  merge: { by: 'fields', timeOf: ({ codedAt }) => codedAt },
  isAnswer: true,
  mask: { themeIds: 'plain' },
  about: () => '',
});
