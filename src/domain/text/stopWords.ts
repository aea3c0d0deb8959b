/** Words that carry no finding by themselves. Negations are joined to what they negate before. */
const chinese = `的 了 和 是 就 都 而 及 与 着 或 一个 我 我们 你 你们 他 她 它 他们 自己 这 那 这个 那个 这些 那些 这么 那么
在 有 也 还 又 要 会 能 可以 可能 应该 希望 觉得 感觉 认为 以为 知道 看到 上 下 里 中 后 前 时 时候 现在 今天 昨天 上次 这次 每次 第一次
给 把 被 让 对 从 到 为 为了 以 于 向 跟 同 比 因为 所以 但 但是 不过 如果 虽然 而且 并且 或者 然后 还是 就是 只是 真的 确实 其实 已经 一直 一直都 总是 经常
吧 吗 呢 啊 呀 哦 嗯 哈 哈哈 啦 嘛 么 什么 怎么 怎样 为什么 哪里 谁 多少 几 点 些 一些 一点 一下 有点 有些 一样 这样 那样 方面
去 来 说 做 想 用 看 买 吃 点 送 出 起 过 得 地 所 其 之 等 等等 个 次 家 本 该 您 公司 的话 以后 之前 之后 目前 整体 总体 非常 很 挺 特别 比较 十分 超级 最 更 再 才 却 只 可 没什么 不是 不会 不能 不要`;
const english = `a an the and or but if of to in on at for from with by as is are was were be been being am do does did done have has had
i me my we our us you your he she it its they them their this that these those there here what which who when where how why
nor so too very just can could would should will may might must also than then more most much many some any all each
get got make made really like one about into over out up down only even still well good great im ive dont its use used using lot lots thing things etc new better different work works working need needs want wants able way ways currently`;

/** Stop words of Chinese and English comments. */
export const stopWords: ReadonlySet<string> = new Set(`${chinese}\n${english}`.split(/\s+/u));
