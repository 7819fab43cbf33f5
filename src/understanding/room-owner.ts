import type { Span } from './span.ts'

/** The writer names the own room. */
const OWN_BEFORE =
  /(?:我是|我住|我家|我们家|咱家|我们?这里?|我在|我屋|家里|本人|自己|房号|地址|住址|住在?|租在?|业主|房间号|来|到|上|去|位置|报修|送到|送|我|这是|这里是|家是|家在)[是在:,\s的]{0,3}$/
/** Somebody else is named right in front. */
const OTHER_BEFORE =
  /(?:楼上|楼下|隔壁|对门|对面|邻居|旁边|投诉|举报|那个|那家|那户|某户|住户是|看到|发现|联系|通知|找|问|叫|让|请问|替|管管|他家|她家|他们家|他住|她住|房主|房东|应该是|好像是|可能是|估计是|怀疑是?|貌似是?|确定是|听说|据说|有个|有户|送错|寄到|扔到|错拿|误投|号错|知道)(?:就是|的是|一下|下|那个|那户|了|是|的|在|:|\s|住|业主|家|往?下){0,3}$/
/** What follows shows that the sentence is about those people. */
const OTHER_AFTER =
  /^[\s,]{0,1}(?:的|那)?(?:那(?:家|户|个人|对)|家(?:的|又|天天|每天|养|那|狗|小孩|孩子|大人|半夜|晚上|凌晨|在|把|装修|楼上|一直|总|老|经常|违|私|男|女|阳台往)|(?:业主|住户|租户|租客|房客|女主人|男主人|人家?|主人)(?:家|的?电话|的?联系|又|天天|每天|养|把|半夜|晚上|凌晨|在|乱|总|老是|经常|往|违|私|从|开|不|一直|姓什么|是谁|占|放)|户主|房东|狗|(?:养的?|的)(?:狗|猫|鸡|电动车|租客|小孩|孩子|熊孩子)|邻居|小孩|那只|那条|养(?:狗|鸡|了)|半夜|凌晨|天天|每天晚上|又在|乱扔|往下|往楼下|(?:私自|违规|违法|偷偷)|把(?:公|楼道|过道|走廊|阳台|承重|垃圾|鞋|杂物|空调)|占用|堵|搭建|在(?:搞|砸|敲|装修|搭|烧|唱|打|跳|楼道|公共|楼顶|天台)|装修(?:吵|噪|太|声|扰|砸|敲|队|工人|不|一直|从|垃圾堆)|楼道堆|门口(?:堆|放)|群租|改成)/
/** The room only says where or whom: what follows decides, whatever stands in front. */
const POINTED_AT_AFTER =
  /^[\s,]?(?:的)?(?:附近|旁边|那边|那一带|隔壁(?=[,。!?\s]|$)|(?:业主|房东|住户|户主|租客)?的?(?:联系)?(?:电话|手机号?|号码|联系方式|微信)(?:给|是多少|有|发|吗|多少|能|可以|[?。!]|$))/
/** A neighbour word right behind the room belongs to the next words: 3-2-501楼上漏水 is the writer's room. */
const NEIGHBOUR_AFTER = /^[\s,]{0,2}(?:楼上|楼下|隔壁|对门)/

/** Whether a room is somebody else's: the person complained of, called for, asked about (domain-facts 2.5). */
export function isSomebodyElses(text: string, room: Span): boolean {
  const before =
    text
      .slice(Math.max(0, room.start - 14), room.start)
      .split(/[。!?;\n]/)
      .at(-1) ?? ''
  const after = text.slice(room.end, room.end + 14)
  if (OTHER_BEFORE.test(before) || POINTED_AT_AFTER.test(after)) return true
  if (OWN_BEFORE.test(before)) return false
  return !NEIGHBOUR_AFTER.test(after) && OTHER_AFTER.test(after)
}
