/** Words that carry no finding by themselves. Negations are joined to what they negate before. */
const chinese = `的 了 和 是 就 都 而 及 与 着 或 一个 我 我们 你 你们 他 她 它 他们 自己 这 那 这个 那个 这些 那些 这么 那么
在 有 也 还 又 要 会 能 可以 可能 应该 希望 觉得 感觉 认为 以为 知道 看到 上 下 里 中 后 前 时 时候 现在 今天 昨天 上次 这次 每次 第一次
给 把 被 让 对 从 到 为 为了 以 于 向 跟 同 比 因为 所以 但 但是 不过 如果 虽然 而且 并且 或者 然后 还是 就是 只是 真的 确实 其实 已经 一直 一直都 总是 经常
吧 吗 呢 啊 呀 哦 嗯 哈 哈哈 啦 嘛 么 什么 怎么 怎样 为什么 哪里 谁 多少 几 点 些 一些 一点 一下 有点 有些 一样 这样 那样 方面
去 来 说 做 想 用 看 买 吃 点 送 出 起 过 得 地 所 其 之 等 等等 个 次 家 本 该 您 公司 的话 以后 之前 之后 目前 整体 总体 非常 很 太 挺 特别 比较 十分 超级 最 更 再 才 却 只 可 没什么 不是 不会 不能 不要
小时 分钟 时间 结果 根本 真是 里面 下次 一次 还有 很多 起来 收到 一般般 直接 居然 竟然 一份 两个 三个 别人 不知 不知道 告诉 只有 有人 几次 多次 本来 反正 好像 估计 肯定 完全 实在 简直 然而 可是 由于 关于 打开 晚上 早上 中午 下午 明天 上午 明明 任何 另外 那么 今年 去年 一天 一年 几天 有时候 有时 开始 继续 发现 想要 需要 第二次 第二天 到时候 打算 一个多 半天 必须 一共 居多 一种 一点点 那种 这种 各种 什么样 之类 好多 许多 不少 时间段 当时 那天 刚刚 马上 立刻 最后 首先 其次 原来 全部 大家 个人 人家 自己家 来说 不管 不得不 而言 一起`;
const english = `a an the and or but if of to in on at for from with by as is are was were be been being am do does did done have has had
i me my we our us you your he she it its they them their this that these those there here what which who when where how why
nor so too very just can could would should will may might must also than then more most much many some any all each
get got make made really like one about into over out up down only even still well good great im ive dont its use used using lot lots thing things etc new better different work works working need needs want wants able way ways currently
now day days today tomorrow yesterday back after before guys please got said told tell trying try again another while since every been being im ive youre theyre thats please going go went gone come came know think say says see look looking put let keep kept take took taken give gave given first last next two three one few last time times always never ever hi hello hey yes lol via per etc minute minutes hour hours week weeks month months year years am pm already during until through because though although however both either same different own anyone someone everyone somebody anybody nobody something anything everything nothing without between under around off yet once twice sure maybe actually basically just cannot could`;

/** Stop words of Chinese and English comments. */
export const stopWords: ReadonlySet<string> = new Set(`${chinese}\n${english}`.split(/\s+/u));

/** Praise and blame that say nothing about what: part of a phrase, but none by themselves. */
export const generalVerdicts: ReadonlySet<string> = new Set(
  `不错 喜欢 不好 一般 满意 很满意 不满意 问题 差评 好评 垃圾 失望 推荐 不行 支持 很差 太差 挺好 很好 非常好 可以 还可以 还行 不如 不到 不想 不能 无语 谢谢 感谢 辛苦 呵呵 值得 不了 没法 提前 备注 发票 没用 不用 不对 后悔 郁闷 恶心 棒 赞 点赞 优秀 完美 一般般 不值 不爽 是不是 差不多 最好 无法 严重 不大 一点点 再也不会 取消 投诉 特别好 真心 建议 要是 希望 如果 补充点评
thanks thank thx appreciate help love like good great nice awesome amazing terrible horrible bad worst best better sucks fail issue issues problem problems sorry fix instead seriously wrong right happy glad disappointed disappointing disappointment worth hope wish excellent perfect poor sad hate enjoy miss lost wonderful fantastic ok okay fine pleased satisfied cool excited why expect expected should please early lack`.split(
    /\s+/u,
  ),
);
