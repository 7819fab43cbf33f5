import type { Category } from './categories/keys.ts'

/** Categories that need no ticket and only go with the kind `other` (domain-facts 2.3 rules 2, 10, 15, 20). */
type NonTicket = Extract<
  Category,
  'thanks_ack' | 'small_talk' | 'ad_spam' | 'owner_trade' | 'cancel_close' | 'unclear'
>

const EMOJI = /\p{Extended_Pictographic}|[\u{1F3FB}-\u{1F3FF}]|[\u{1F1E6}-\u{1F1FF}]|\ufe0f|\u200d|\u20e3/gu
const PLACEHOLDER =
  /\[(?:图片|语音|位置|视频|表情|文件|链接|动画表情|小程序|名片|聊天记录)\](?:\d+["秒”]?)?|@\S{1,8}(?:\s|$)/g
const STICKER = /\[[^\]\s]{1,6}\]/g
const GLADLY = /👌|🙏|👍|🤝|💪|🌹|❤|💐|\[(?:抱拳|ok|强|握手|玫瑰|爱心|合十|鼓掌|谢谢|好的|胜利)\]/
const NOISE = /[\s,.。、!?;:~…·\-"'“”‘’()<>/\\|*=+^&%$#@`{}_]+/g

const ACK_WORD =
  '好|好的|好滴|好哒|好嘞|好勒|好吧|好呀|行|行吧|行的|可以|可以的|收到|收到了|谢谢|谢谢你|谢谢您|谢谢了|谢谢啦|多谢|感谢|感恩|非常感谢|太感谢了|知道|知道了|知道啦|明白|明白了|了解|了解了|嗯|恩|哦|噢|喔|ok|okk|okay|okok|没问题|辛苦|辛苦了|辛苦啦|辛苦你们了|辛苦您了|麻烦了|麻烦你了|麻烦您了|麻烦你们了|麻烦|要得|中|得|得嘞|妥|妥了|多谢晒|谢|3q|thx|thanks|感谢物业|谢谢物业|谢谢师傅|谢谢管家|谢谢大家|谢谢邻居|谢谢各位|谢谢客服|那好|那行|先这样|就这样|懂了|清楚了|没事|没关系|不客气|客气了|哈|啊|呀|啦|了|哈哈|物业|师傅|管家|您|你们|大家|各位|非常|真的|那|就|先|到时候再说|看到了|好了|我知道|晓得了'
const ACK = new RegExp(
  `^(?:${ACK_WORD.split('|')
    .sort((a, b) => b.length - a.length)
    .join('|')})+$`,
)
const FIXED_AND_THANKS =
  /^(?=.*(?:谢|感恩|辛苦|麻烦(?:了|你))).*(?:(?:修|弄|搞|处理|解决|安装|通|换|装|恢复|办|查|联系)(?:好|定|完|通|上)?了|好了|好啦|来(?:水|电|气)了|亮了|有(?:水|电|气)了|收到了|拿到了|找到了)/
const STILL_WRONG =
  /还(?:是|没)|又(?!快)|但|可是|不过|没(?:有)?(?:修|好|来|解决|人)|怎么|吗|什么时候|能不能|麻烦.{0,6}(?:看|修|来|处理|再)|请问|还有|另外|顺便|建议|希望/
const GREETING =
  /早上好|早安|晚安|晚上好|下午好|中午好|周末愉快|(?:新年|节日|中秋|端午|国庆|元旦|春节|元宵|圣诞|六一|假期|生日|冬至)(?:快乐|好|愉快|安康)|恭喜发财|万事如意|大家好|各位好|邻居们?好|早呀|早啊|吃了(?:吗|没)|哈哈哈|呵呵哈|嘿嘿|笑死|嘻嘻|转发|温馨提示|天气|降温|升温|下雪了|下雨了|好冷|好热|晚霞|彩虹|月亮|夕阳|好美|真好看|真漂亮|好漂亮|加油|注意保暖|多穿|路上小心|平安|扩散|谣言|听说|有意思|无聊|周五了|放假|好吃|爱心|祝(?:大家|各位|福|您|你)|心灵鸡汤|正能量|打卡|晒(?:一下|娃|太阳)|感冒|世界杯|足球|电影|综艺/
/** Points of a message that takes back an earlier one, of a greeting, and of any message at all for `unclear`. */
const CANCELLED = 14
const LONGEST_CANCEL = 60
const GREETED = 6
const UNCLEAR = 1
const AD: readonly (readonly [number, RegExp])[] = [
  [
    6,
    /加(?:我)?(?:v|微信|vx|薇|威信|wx|qq|企鹅|微|徽)(?!群)|\bvx\b|详询|详聊|咨询(?:热线|电话)|日结|日入|日赚|月入|兼职|刷单|秒批|无抵押|低息|免息|信用卡|套现|代开|办证|贷款(?!证明)|点击(?:链接|下方|领取)|https?:|www\.|扫码(?:领|进群|关注|下单|入群)|关注公众号|免费(?:领|量房|设计|试听|体验课|上门量)|随叫随到|砍一刀|助力|领红包|优惠券|代金券|秒杀|限时(?:抢|特|优惠)|价格优惠|价格公道|诚信经营|诚招|招(?:聘|募|商|收|代理)|加盟|高价(?:回收|收购)|回收(?:烟酒|手机|旧|黄金|家电|名酒)|全场|折扣|\d折|特价|促销|开业|团购价|包过|一对一辅导|补习班|招生|学车|美容|减肥|保健品|理财|投资|股票|彩票|博彩|棋牌app|瘦身|代孕|发票代|整容|房源|新楼盘|首付/g,
  ],
  [
    4,
    /专业(?:疏通|空调|开锁|搬家|保洁|防水|维修|清洗|家电|通|补漏|打孔|安装|水电|灭|除甲醛|收|修)|24小时(?:上门|服务|营业)|(?:疏通|开锁|换锁|搬家|清洗|补漏|防水)[、,/ ](?:疏通|开锁|换锁|搬家|清洗|补漏|防水|维修|管道)|免费上门|上门服务|欢迎(?:来电|咨询|光临|选购|骚扰)|联系电话|有需要的(?:联系|加|私|业主|邻居)|需要的(?:联系|加|私)|电话微信同|微信同号|老店|一手货源|厂家直|本店|新店|装饰|装潢公司|在家可做|手机就能做|新鲜到货|包邮|量大从优|全包|8折|优惠(?:多多|活动)/g,
  ],
]
const TRADE: readonly (readonly [number, RegExp])[] = [
  [
    6,
    /(?:^|[\s,。!;:【])(?:低价|闲置|全新|二手|急|现)?(?:转让|转(?:一|张|个|卡|台|辆|出)|出(?:个|一|两|台|张|辆|套|闲置|售|掉|二手|手|儿童|婴儿|宝宝|九|8|9|八|全新)|求购|收(?:一|个|台|二手|张|闲置)|送(?:一|个|小|猫|狗|闲置|出|人)|拼(?:单|车|团)|团购|免费送)|自提|[九八七六五四\d]成新|拼单|拼团|拼车|顺风车|求购|转让|闲置|私聊|有意(?:者|的|私|联系)|二手(?!烟)|低价出|免费(?:送|赠)|有(?:没有)?(?:人)?(?:想)?(?:一起|要)(?:拼|团|的|约|组)?(?!处理|投诉|反映)|(?:谁|哪位|有人)(?:家)?(?:有|要|想)(?:多余|拼|团|不用|闲|没用|买|一起)|求(?:几个|一个|个|带|转|纸箱)|约(?:球|饭|跑|牌)|组队|三缺一|起送|接龙|下单|车位(?:出租|转让|出售)(?=[,。! ]|$)|九九新|拎走|带走价|骨折价|白菜价|可小刀|不议价|包自取/g,
  ],
  [3, /元|块|自取|价格|几乎没用|基本没用|买来没用|原价/g],
]
const CANCEL =
  /(?:取消|撤(?:了|销|单|回|掉|吧|诉|一下)|作废|关(?:掉|了|闭)(?:这个|那个)?工单)|(?<!喇叭|警报|报警器|警铃|烟感|系统|主机|老是|又|一直|频繁|经常)误报|误触|误发|误按|发错|说错群|打错|点错|看错了|搞错了|弄错了|当我没说|当没(?:说|看)|虚惊一场|不用(?:来|派|修|管|麻烦|处理|过来|安排|跑|弄|查|联系|找|理|登记|帮|再|了|报)|不需要(?:来|了|修|派|处理|维修)|别(?:来了|派|过来|修了|安排)|不(?:麻烦|修|报修|要|报|投诉|用)了|不必(?:来|派)|自己(?:好|修好|解决|弄好|处理|搞定|通|恢复|换好|来|修)(?:好|定|掉)?了|(?:已经|已|都|刚刚?|现在|事情|问题|这事|那事)(?:经)?(?:自己)?(?:解决|处理好|好|修好|弄好|来水|来电|恢复|通|找到|搞定|没事|正常|挪走|开走|换好|送到|灭|出来|处理|修)了|(?:电|水|气|网|暖气|电梯|灯|门禁|信号)(?:又|已经|已)?(?:来|好|通|恢复|有|正常|亮|热|修好)了|(?:狗|猫|孩子|钥匙|钱包|人|老人|身份证|快递|手机)(?:已经|自己)?(?:找到|找着|回来|出来)了|没事了|可以关(?:单|了)|结单|人出来了/
const NOT_CANCELLED =
  /(?:好|修好|解决|处理|处理好|修|恢复|通|弄好|来水|来电)了(?:吗|没|么|又|没有|不|还|\?|但|可)|(?:还是|但是|可是|不过|结果|又|居然|说)[^。;]{0,12}(?:没|坏|漏|堵|不|停)|不用(?:心|功|记|说|多|谢|上|车|手|力|交|暖|想|太|暖气)|取消(?:不了|公交|优惠|停车|月卡|访客|活动|公共)|怎么取消|能取消|到底|投诉(?!的?(?:撤|取消|不))|一直|每次/
const UNCLEAR_WORD =
  /^(?:在吗|在不|在么|在嘛|在不在|在|有人吗|有人在吗|有人么|有人没|有没有人|人呢|物业|客服|管家|师傅|你好|您好|哈喽|哈啰|嗨喽|hi|hello|喂|嗨|那个|那个事|这个|这事|那事|怎么说|怎么弄的?|怎么样了?|咋说|同上|我也是|我家也是|我们也是|俺也是|一样|也是|\+1|1|＋1|顶|同问|同求|啥情况|什么情况|怎么回事|咋回事|急|急急急|急急|急事|快|请回复|回复一下|回一下|回复|看到回复|看一下|看下|看私信|有事|有事找|有个事|问个事|想问个事|问一下|问下|请问|请问一下|测试|test|啊|额|呃|嗯|[a-z]|\d{1,6}|不知道|算了再说|再说吧|什么|啥|真的吗|真的假的|是吗|是的|不是|对|对的|对啊|没有|有|吧|呢|了|和|的|你|们|各|位|说|事|个|吗|嘛|呀|上次|说的|啊|弄|里|大家|我|想|也|是)+$/

/** The whole message put bare: no emoji, stickers, placeholders or marks. */
function bare(text: string): string {
  return text.replace(PLACEHOLDER, '').replace(STICKER, '').replace(EMOJI, '').replace(NOISE, '')
}

function score(table: readonly (readonly [number, RegExp])[], text: string): number {
  return table.reduce((sum, [points, pattern]) => sum + points * countWords(text, pattern), 0)
}

function countWords(text: string, pattern: RegExp): number {
  return new Set(Array.from(text.matchAll(pattern), ([word]) => word)).size
}

/** A message that holds nothing but thanks, a greeting to a desk, stickers or a placeholder. */
export function findEmptyMessage(text: string): { category: NonTicket; words: string } | undefined {
  const words = bare(text)
  if (words === '') {
    if (GLADLY.test(text)) return { category: 'thanks_ack', words: text.trim() }
    const stickers = text.replace(PLACEHOLDER, '').match(STICKER) ?? text.match(EMOJI)
    return { category: stickers === null ? 'unclear' : 'small_talk', words: text.trim() }
  }
  if (ACK.test(words)) return { category: 'thanks_ack', words }
  if (UNCLEAR_WORD.test(words)) return { category: 'unclear', words }
  if (FIXED_AND_THANKS.test(text) && words.length <= 24 && !STILL_WRONG.test(text)) {
    return { category: 'thanks_ack', words }
  }
  return undefined
}

/** Whether a message takes an earlier one back: 不用来了, 误报, 自己好了 (domain-facts 2.3 rule 10). */
export function isTakenBack(text: string): boolean {
  return CANCEL.test(text) && bare(text).length <= LONGEST_CANCEL && !NOT_CANCELLED.test(text)
}

/** Points for the categories that need no ticket, comparable with those of the lexicon. */
export function weighNonTickets(text: string): Map<NonTicket, number> {
  return new Map<NonTicket, number>([
    ['ad_spam', score(AD, text)],
    ['owner_trade', score(TRADE, text)],
    ['cancel_close', isTakenBack(text) ? CANCELLED : 0],
    ['small_talk', GREETING.test(text) ? GREETED : 0],
    ['unclear', UNCLEAR],
  ])
}
