/** Forms that no ending gives away. */
const irregular = new Map(
  `bought buy|paid pay|took take|taken take|told tell|said say|broke break|broken break|lost lose|sent send
left leave|came come|gave give|given give|got get|kept keep|spoke speak|spoken speak|held hold|spent spend
felt feel|found find|went go|gone go|knew know|known know|made make|worse bad|worst bad|better good|best good
women woman|men man|people people|always always|this this|does do|was be|were be|is be|has have|news news
staff staff|process process|access access|business business|express express|address address|class class
less less|mess mess|bus bus|status status|fees fee|fee fee|speed speed|need need|feed feed|bed bed|red red
during during|thing thing|things thing|nothing nothing|something something|anything anything|everything everything
bring bring|string string|king king|ring ring|wing wing|spring spring|morning morning|evening evening
shipping ship|pricing price|billing bill|packaging package|pricey price|prices price`
    .split(/[|\n]/u)
    .map((pair) => pair.trim().split(' ') as [string, string]),
);

const known = new Map<string, string>();
const mostKnown = 50_000;

/**
 * A light stem of an English word: plural, -ing, -ed and a final e are taken off (after Harman 1991,
 * "How effective is suffixing?"). Stems are for comparing, not for showing.
 */
export function stemOf(word: string): string {
  let stem = known.get(word);
  if (stem === undefined) {
    if (known.size >= mostKnown) known.clear();
    known.set(word, (stem = withoutEnding(irregular.get(word) ?? word)));
  }
  return stem;
}

function withoutEnding(word: string): string {
  if (word.length < 4 || irregular.get(word) === word) return word;
  let stem = word;
  if (/[^aeiou]ies$/u.test(stem)) stem = `${stem.slice(0, -3)}y`;
  else if (/(?:ss|x|ch|sh|zz)es$/u.test(stem)) stem = stem.slice(0, -2);
  else if (/[^sui]s$/u.test(stem)) stem = stem.slice(0, -1);
  if (/[^aeiou]ied$/u.test(stem)) stem = `${stem.slice(0, -3)}y`;
  else if (/[aeiouy].*ing$/u.test(stem) && stem.length > 5) stem = undoubled(stem.slice(0, -3));
  else if (/[aeiouy].*[^e]ed$/u.test(stem) && stem.length > 4) stem = undoubled(stem.slice(0, -2));
  return stem.length > 4 && stem.endsWith('e') ? stem.slice(0, -1) : stem;
}

/** "stopp" is "stop"; "call" and "miss" stay as they are. */
function undoubled(stem: string): string {
  return /([bdfgmnprt])\1$/u.test(stem) ? stem.slice(0, -1) : stem;
}
