import { CATEGORIES } from './categories/index.ts'
import type { Category } from './categories/keys.ts'
import type { Hit } from './lexicon.ts'

/** Words of a danger that is told, feared, practised or denied, but is not happening (domain-facts 2.1, 2.3 rule 10). */
const DENIED_BEFORE = /(?:不是|并非|不|没|没有|并没|无|以为(?:是)?|当成|看成|排除|没发生|不存在)$/
const STILL_ASKED = /(?:是不是|有没有|要不是|会不会是|怕不是|可不是|不是不|岂不是)$/
const FEARED_BEFORE =
  /(?:万一|如果|假如|要是|一旦|(?<!害|恐)怕(?!是|不是)|担心|会不会(?!是)|容易|以防|防止|避免|免得|以免|预防|杜绝|警惕|等到?|非要|迟早|早晚|可能会|也许会|差点就?|险些|以前|上(?:回|次)那个|之前那次)[^,。;!?\n]{0,7}$/
const REALLY_THEN = /^[^。;!?\n]{0,4}(?:谁|怎么|咋|了?[^。;!?\n]{0,8}(?:进得来|跑得|负责|来得及|吗|怎么办))/
const PAST_BEFORE =
  /(?:上次|上回|去年|前年|前几天|前天|昨天|昨晚|上个?月|上周|上星期|上礼拜|以前|曾经|那次|那回|那天|那晚|之前|年初|早些时候|几年前|半年前|那个时候|历史上|新闻)[^。;!?\n]{0,18}$/
const NOW = /现在|正在|还在|今天又|今天更|刚才?|此刻|眼下|又(?:着|冒|困|爆|漏|喷|打)|快来|赶紧来|救命/
const OVER =
  /没事了|已经?(?:灭|救|送医|送医院|抓住|抓到|解除|处理好|修好|关好|恢复|找到|解决|好了)|救出来|(?:人|都|已经|自己|后来)出来了|(?:人|孩子|老人|狗|猫|已经|妈|爸)?找到了|火[^。;,灯]{0,4}灭了|(?:扑|浇|踩|吹)灭了|虚惊|误报|看错|闻错|搞错了|误会|自己好了|自己回来了|已经回来/
const PRACTICE =
  /演练|演习|培训|讲座|宣传|知识|保险|预案|课|题目|考试|电影|小说|游戏|新闻(?:里|上)?说|听说(?:别的|隔壁|其他)小区|别的小区|隔壁小区|其他小区|群里转/
const FROM_ABOVE =
  /楼上|天花|吊顶|屋顶|房顶|顶上|顶棚|顶板|吊灯|灯[里口孔罩]|顺着(?:灯|墙)|墙[里缝]|飘窗|窗[边台框]/
const BURST = /爆|喷|崩|炸|断|裂|关不|总阀|消防|楼梯|电梯|跑水|水管|止不住|楼道/
const RAIN = /落水管|雨水管|雨水(?!井)|屋面漏|下雨/
const ALONE = /独居|独自|(?:一个人|自己)(?:在|住|过|生活)|孤寡|空巢/
const SILENT = /(?:没|不)(?:有)?(?:人)?(?:接|应|反应|开门|回|动静|出门)|联系不上|打不通|关机|敲门|失联/
const HURT = /晕|昏|摔|血|倒在|倒地|疼|痛|抽|呼吸|走丢|走失|没回家|撬|尾随/
const TOLD =
  /上次|上回|去年|前年|前几天|上个?月|上周|上星期|以前|曾经|那次|那回|那天|那晚|年初|几年前|半年前|万一|如果|假如|要是|防止|避免|以免|请问|建议|希望|咨询/
/** The categories of group `emergency`. */
export const DANGERS: ReadonlySet<Category> = new Set(
  [...CATEGORIES].filter(([, { group }]) => group === 'emergency').map(([category]) => category),
)

/** Whether a category belongs to the dangers, which only go with the kind `emergency` (domain-facts 2.3 rule 2). */
export function isDanger(category: Category): boolean {
  return DANGERS.has(category)
}

/** Whether the text says that a danger named in it is over or was a mistake. */
function isOver(text: string): boolean {
  return OVER.test(text)
}

/** Somebody who lives alone gives no sign: help is asked for, but no accident is known (domain-facts 2.4, U5). */
export function isSilentAlone(text: string): boolean {
  return ALONE.test(text) && SILENT.test(text) && !HURT.test(text)
}

/** Water that comes in from above or outside without a burst is a leak, however strong (domain-facts 2.3 rule 4). */
export function isLeakFromAbove(text: string): boolean {
  return (FROM_ABOVE.test(text) && !BURST.test(text)) || RAIN.test(text)
}

/** Whether a text only tells of a danger that is past, over, practised or denied. */
export function isTold(text: string): boolean {
  return isOver(text) || PRACTICE.test(text) || (TOLD.test(text) && !NOW.test(text))
}

/** Whether a word of danger speaks of something going on now; words of other categories always count. */
export function happensNow(text: string, hit: Hit<Category>): boolean {
  if (!isDanger(hit.owner)) return true
  const before = text.slice(Math.max(0, hit.start - 26), hit.start)
  const after = text.slice(hit.end, hit.end + 30)
  if (DENIED_BEFORE.test(before) && !STILL_ASKED.test(before)) return false
  if (FEARED_BEFORE.test(before)) return false
  if (/真(?:的)?$/.test(before) && REALLY_THEN.test(after)) return false
  if (/^(?:隐患|的话|怎么逃|风险|时怎么|才(?:管|修|重视|知道))/.test(after)) return false
  const clause = before.split(/[。;!?\n]/).at(-1) ?? ''
  if (hit.owner === 'missing_person') return !OVER.test(text)
  if (PAST_BEFORE.test(clause) && !NOW.test(clause + after)) return false
  return !OVER.test(text) && !PRACTICE.test(text)
}
