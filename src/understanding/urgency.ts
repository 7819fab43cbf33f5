import type { Category } from './categories/keys.ts'
import type { Kind } from './kinds.ts'

/** One situation of domain-facts 2.4 in which somebody must act within the hour. */
interface UrgentCase {
  rule: string
  /** Only for these categories; all when absent. */
  categories?: readonly Category[]
  kinds?: readonly Kind[]
  when: RegExp
  unless?: RegExp
}

const WATER: readonly Category[] = [
  'water_leak',
  'plumbing',
  'drain_blocked',
  'public_drainage',
  'heating',
  'building_exterior',
  'elevator',
  'neighbor',
  'home_electric',
  'fire_equipment',
  'water_supply',
]
const ACTIVE: readonly Kind[] = ['repair', 'help', 'complaint', 'special_service']

const CASES: readonly UrgentCase[] = [
  {
    rule: 'U2',
    categories: WATER,
    kinds: ['repair', 'help', 'complaint'],
    when: /往(?:下|外|屋里|家里|上)(?:狂|直|猛|使劲|一直|哗哗|不停|不断)?(?:地|的)?(?:流|淌|灌|涌|泼|浇|冒水|冒粪|冒污|返)|(?:哗哗|哗啦|直)(?:的|地)?(?:流|淌|往下|往外|漏|灌|下)|淌(?:下|到|进|得|了|水)|流(?:了|得|到|进|成)(?:一|满|到处|客厅|电梯|卧室|楼下|家里|屋|河|地)|漫|泡(?:着|了|在|水)|都泡|要泡|盆[^。;,]{0,6}(?:接满|满了|不够|接不)|接(?:了|满)(?:几|好几|好多|三|两|四|五|[0-9])[^。;,]{0,2}(?:盆|桶)|(?:好多|好几|几|三|四|五)(?:个)?(?:盆|桶)(?:都)?接|越(?:流|漏|来)越(?:大|多|厉害|快)|灌(?:进|到|水)|涌|淹|没过|满(?:屋|地|屋子|客厅)(?:都是|全是|是)?(?:水|粪)|满地都是|(?:一|满)地(?:的)?(?:水|粪)|水帘|像下雨|跟下雨|下雨一样|瓢泼|止不住|堵不住|关不住|喷|(?:桶|盆)[^。;,]{0,10}(?:就|都|快)满|滴成(?:一条)?线|成(?:一条)?线|冒(?:到|了|出|进)[^。;,]{0,4}(?:客厅|一地|满地|地板|卧室)|快流到|流水不止|漏得(?:很|特别|太|好)?(?:厉害|凶|大|快)|大量(?:漏|渗|进)水|往下(?:掉|砸)水|水柱/,
    unless:
      /水箱[^。;]{0,10}(?:哗|一直)|已经(?:停|关|不漏)|每(?:次|逢)(?:下雨)?|年年|一下雨(?:就)?(?:渗|漏)|下雨(?:天|就)|台风天|洗(?:个)?澡|雨水口|甬道|广场|路面/,
  },
  {
    rule: 'U3',
    categories: ['power_supply', 'water_supply'],
    kinds: ['repair', 'complaint'],
    when: /没(?:有)?(?:水|电)(?!压|表)|没得(?:水|电)|停(?:水|电)|断(?:水|电)|黑了|黑咕隆咚|都(?:没|停)|不来水|没来水|整个黑|全黑|跳闸/,
    unless:
      /水压|电压|三天两头|天天停|经常|总是|老是|又双|一个月停|每(?:次|周|月|天)|也不(?:通知|说)|提前(?:说|通知)|发黄|浑|昨天|上周|刚才停了一下|忽明忽暗/,
  },
  {
    rule: 'U3',
    categories: ['home_electric'],
    kinds: ['repair', 'help', 'complaint'],
    when: /(?:全|整)(?:屋|家|个?家|套房|户|个屋)[^。;]{0,6}(?:没|停|断|黑|跳)|(?:家里|屋里|我家|家|我们家|咱家|户内)(?:都|全|突然|又|就|整个|全部|现在|一下子|这边|也|完全|里|一直|忽然){0,3}(?:没(?:有|得)?电|停电|断电|黑了)|总闸|突然没电|全(?:部)?(?:没电|断电|黑)|推不上|一推(?:就|又)跳|推上去(?:又|就)?跳/,
    unless: /一半|插座|厨房(?!.*全)|卧室|客厅灯|书房|卫生间|阳台|次卧|部分|有的|换(?:过)?灯泡/,
  },
  {
    rule: 'U3',
    categories: ['heating'],
    kinds: ['repair', 'complaint', 'help'],
    when: /(?:整|全)(?:个)?(?:栋|楼|单元|幢|小区|屋|家|户|套)[^。;]{0,8}(?:停|不热|没暖|没有暖|冰|凉|没热)|(?:暖气|供暖|地暖)[^。;,]{0,5}(?:停了|全停|都停|断了|全断|全(?:部)?不热|都不热|没了|全没|完全不热|一点都?不热)|没(?:有)?暖气|停暖了|突然停/,
    unless: /手续|有(?:一|两|个)[^。;,]{0,3}房间|主卧|次卧|客厅那|一半/,
  },
  {
    rule: 'U3',
    categories: ['drain_blocked', 'plumbing', 'public_drainage'],
    kinds: ['repair', 'help', 'complaint'],
    when: /(?:就|只有?|才)(?:这)?一个(?:厕所|卫生间|马桶|洗手间|坑)|唯一(?:的)?(?:厕所|马桶|卫生间)|没(?:地方|法)(?:上|用)?(?:厕所|解手|方便)|(?:马桶|厕所|卫生间|地漏|蹲坑)[^。;]{0,8}(?:返|反|冒|溢|涌)(?:出|上来|到|了)?[^。;,]{0,4}(?:粪|屎|大便|污水|脏水|臭水)|粪水[^。;]{0,8}(?:冒|流|溢|漫|满|涌|倒灌|快|到)|(?:冒|返|反|溢|涌)(?:出)?(?:来)?(?:粪|屎)(?:水)?[^。;]{0,10}(?:满|客厅|一地|流|快|电梯|屋|家)|马桶[^。;]{0,6}(?:堵死|全堵)[^。;]{0,10}(?:返|溢|冒|憋|急)/,
    unless: /还有(?:另|一)个(?:卫生间|厕所|马桶)|另一个(?:卫生间|厕所|能用)|井|北侧|路边/,
  },
  {
    rule: 'U3',
    categories: ['door_window', 'access_gate'],
    kinds: ['repair', 'help', 'complaint'],
    when: /(?:户门|入户门|防盗门|家门|房门|大门|门锁|锁芯|店门|卷帘门|卷闸门?|铺|店|锁体|智能锁|指纹锁|电子锁|进户门|玻璃门)[^。;]{0,12}(?:锁不(?:上|住|了|紧)|关不(?:上|住|了|严)|反锁不|放不下|降不下|拉不下|虚掩|合不上|不能锁|没法锁|锁不)|锁不(?:上|住)(?:门|了)/,
    unless:
      /单元|阳台|卧室门|衣柜|窗|厕所门|卫生间门|信箱|小铁门|北门|南门|东门|西门|大堂|大厅|厨房门|快递柜/,
  },
  {
    rule: 'U4',
    categories: ['locked_out'],
    when: /灶|火(?!车)|炖|烧着|煮|锅|汤|煲|燃气|孩子|娃|宝宝|婴儿|小孩|儿子在|女儿在|[一二两三四0-9]岁|bb|水龙头(?:没关|开着)|老人(?:在|一个)|医院|没穿|才一岁|宝|还小|零下|吃药/,
  },
  {
    rule: 'U4',
    categories: ['car_help', 'parking', 'fire_lane', 'access_gate'],
    kinds: ['help', 'complaint', 'repair', 'emergency'],
    when: /赶(?:时间|飞机|火车|高铁|车|着|去|考|航班|上班|不上)|堵死|出不(?:来|去)|开不出|动不了|医院|发烧|急用|急着|急诊|要迟到|来不及|误(?:机|点|事)|急(?:等|死)|考试|救护车(?:进不|过不|被)|生孩子|看病|上不了班|高考|马上要走|接孩子/,
    unless: /天天|每天|经常|总是|长期|一直|老是|每次|都进不来,|轮椅推不出|婴儿车/,
  },
  {
    rule: 'U4',
    categories: ['access_gate'],
    kinds: ['repair', 'help', 'complaint'],
    when: /(?:道闸|抬杆|栏杆|闸杆|起落杆|杆子|升降杆|杆|出口|入口|车库门|车行门|闸机|车闸)[^。;]{0,14}(?:不抬|抬不|放不上|不起|升不|不升|打不开|不开|坏|卡住|堵|没反应|识别不|放不下来|失灵)|堵了?(?:一|十|好|几|很|长|二)[^。;,]{0,4}(?:辆|排|长串|大串|队|多车)/,
    unless: /人行|刷脸|一个月|半个月|几个月|星期|落不下|常开|一直开着|敞着|不落杆|单元门/,
  },
  {
    rule: 'U4',
    categories: ['elevator'],
    kinds: ['repair', 'complaint', 'help'],
    when: /(?:全停|都停|全坏|都坏|两部|两台|全部停|停了|坏了|不动|停运|不走)[^。]{0,40}(?:透析|医院|看病|急诊|轮椅|要生|生孩子|下不(?:去|来)|发烧|救护|化疗|病人|抬|高烧|产检|复查|卧床|心脏)|(?:透析|医院|看病|急诊|要生|发烧|救护|化疗|病人|轮椅)[^。]{0,40}电梯[^。]{0,12}(?:停|坏|不动)/,
  },
  {
    rule: 'U5',
    when: /(?:砸|拆|敲|打|凿|锯|破坏|动)(?:了)?(?:掉|除|坏)?(?:我家)?(?:楼上)?承重(?:墙|结构|柱|梁)|承重墙[^。;]{0,10}(?:砸|拆|敲|打|凿|被)/,
    kinds: ['complaint', 'repair', 'help', 'emergency'],
    unless: /能不能|可以(?:砸|拆)吗|请问|是不是承重墙|去年|以前|之前/,
  },
  {
    rule: 'U5',
    categories: ['throwing', 'falling_hazard', 'building_exterior'],
    kinds: ['complaint', 'help', 'repair'],
    when: /刚(?:刚|才)?|差点|险些|就(?:砸|落|掉)在|砸(?:到|中|在|伤)(?:我|人|头|脚|孩子|车|旁|身|婴)|正在|还在(?:扔|掉|砸)|又(?:扔|掉|砸)下来|现在|没命|这会儿|今天/,
    unless: /经常|总是|老是|总往|天天|每天|昨天|上周|前天|上个月|查一下是谁/,
  },
  {
    rule: 'U5',
    categories: ['care_help'],
    when: /(?:没(?:人)?(?:接|应|回应|开门|动静)|不接|联系不上|打不通|失联|没人应|不开门|关机|没回(?:消息|信息|应)|没动静|没反应|没出(?:过)?门|敲门(?:没|不))/,
    unless: /物业[^。;,]{0,4}(?:不接|没人接)|前台[^。;,]{0,4}(?:不接|没人接)/,
  },
  {
    rule: 'U5',
    categories: ['pest'],
    when: /蛇|(?:马|黄|胡|毒)蜂[^。;]{0,8}(?:蛰|家里|屋里|进)/,
    kinds: ['help', 'repair', 'complaint', 'emergency'],
    unless: /草丛|绿化|去年|上次|昨天/,
  },
  {
    rule: 'U5',
    categories: ['pet'],
    kinds: ['complaint', 'help'],
    when: /(?:正在|还在|现在)[^。;]{0,10}(?:咬|追|扑)|刚(?:刚|才)?[^。;]{0,10}(?:被)?[^。;]{0,6}咬(?:了|伤|到)/,
  },
]

/** 不急, 有空, 改天: the writer takes the hurry away. */
const CALM =
  /不(?:着)?急(?!人)|不忙|有空|有时间(?:再|来|嚟|过来|的)|抽空|得空|改天|约(?:个)?时间|方便的?(?:时候|话)|方便时|慢慢来|不赶时间|不是很急|不太急|周末再|下周再/

/** Whether somebody must act within the hour; the word "urgent" alone does not make it so (domain-facts 2.4). */
export function isUrgent(
  text: string,
  kind: Kind,
  category: Category,
): { urgent: boolean; rule?: string; words: string[] } {
  if (kind === 'emergency') return { urgent: true, rule: 'U1', words: [] }
  if (!ACTIVE.includes(kind) || CALM.test(text)) return { urgent: false, words: [] }
  for (const { rule, categories, kinds, when, unless } of CASES) {
    if (categories?.includes(category) === false || kinds?.includes(kind) === false) continue
    const match = when.exec(text)
    if (match !== null && unless?.test(text) !== true) return { urgent: true, rule, words: [match[0]] }
  }
  return { urgent: false, words: [] }
}
