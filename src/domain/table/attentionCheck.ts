/**
 * The answer an attention check asks for in its own words, such as `请选择“不满意”` or
 * `Please select 'Strongly agree' here`; null where the question asks for none.
 */
export function askedAnswer(question: string): string | null {
  // “A” or “B” leaves a choice.
  if (/[”"」』'’]\s*(?:或者?|or)\s*[“"「『'‘]/u.test(question)) return null;
  for (const pattern of [
    /请(?:您)?(?:在(?:此|本)题)?(?:直接|务必)?(?:选择|勾选|点选|选)\s*[“"「『'‘【]([^”"」』'’】]+)[”"」』'’】]/u,
    /(?:此题|本题|这一?题)(?:请)?(?:直接|务必)?(?:选择|勾选|选)\s*[“"「『'‘【]?([^”"」』'’】，。,.()（）]+?)[”"」』'’】]?(?:即可|这一项|选项|。|$)/u,
    /(?:please|to show|for this)[^"“‘']*\b(?:select|choose|pick|tick|mark)\s+["“‘']([^"”’']+)["”’']/iu,
    /^\s*(?:please\s+)?(?:select|choose|pick|tick|mark)\s+["“‘']([^"”’']+)["”’']/iu,
  ]) {
    const answer = pattern.exec(question)?.[1]?.trim();
    if (answer) return answer;
  }
  return null;
}
