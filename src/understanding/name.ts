import type { Span } from './span.ts'
import { DOUBLE_SURNAMES, NOT_A_NAME, SURNAMES } from './surnames.ts'

/** What the writer is called, as written; `own` is the stretch with its introducing words (我叫, 联系人 …). */
export interface NameFound extends Span {
  name: string
}

const SURNAME = `(?:${DOUBLE_SURNAMES}|[${SURNAMES}])`
const TITLE =
  '先生|女士|小姐姐?|太太?|阿姨|叔叔?|大爷|大妈|大叔|大姐|大哥|奶奶|爷爷|婆婆|老师|医生|同学|同志|伯伯|伯|姨|姐|哥|总|工|生(?!气|活|病|怕|意|锈|产|命|日|孩|虫)|妈妈?|爸爸?|律师|教授|老板'
const TITLED = `${SURNAME}(?:${TITLE})|(?:小|老|阿)${SURNAME}(?![\\u4e00-\\u9fff])`
const HAN = '[\\u4e00-\\u9fff]'
const END = '(?=$|[\\s,，。.、!;:?~()\\d+\\[\\]/-])'
const FOLLOWING =
  '(?=$|[^\\u4e00-\\u9fff]|我家|我们|我这|我的|我是|家里|家住|住在?|电话|手机|联系|的电话|号码|房号|地址|在\\d|想|要|来|反映|报|家|他?的)'
const ROLE = '(?:业主|住户|租户|户主|租客|房东|家属|房客|屋主)'
const SELF_WORD = `(?:我是|我叫|我系|本人|叫我|名叫|俺是|姓名|称呼|联系人|署名|落款|登记人|报修人|投诉人|申请人|求助人|预约人|留言人|户主|业主姓名|本人叫|名字[是叫]?|这是|我名字)`

/** 我姓冯, 免贵姓赵, 姓赵: a single character is all the writer gives. */
const BARE_SURNAME = new RegExp(
  `(?:我(?:们家)?姓|免贵姓?|本人姓|俺姓|敝姓|鄙人?姓|^姓|[\\s,。;!?]姓)(?<name>${SURNAME})(?!名)(?:${TITLE})?`,
)
const INTRODUCED = new RegExp(
  `(?<lead>${SELF_WORD}[:\\s]{0,2}(?:[^,。;!?\\n]{0,12}?(?:的|室|号|楼|房|栋|户|${ROLE}|\\d|[\\s,:]))??(?:一个)?${ROLE}?[:\\s]{0,2})(?<name>${TITLED}|${SURNAME}${HAN}{1,2}?${FOLLOWING}|(?:${DOUBLE_SURNAMES})${HAN}{1,2}${FOLLOWING})`,
)
const FIELD = new RegExp(
  `(?:^|[\\s,、:;/()+!。?-]|(?<=\\d)|(?<=[室号房])|${ROLE})(?<name>(?:${DOUBLE_SURNAMES})${HAN}{1,2}|${SURNAME}${HAN}{1,2}|${TITLED})${END}`,
  'g',
)
/** Opening with a formal title and a comma: 郑小姐，电子锁没电了. */
const OPENING = new RegExp(`^\\s*(?<name>${SURNAME}(?:先生|女士|小姐|太太))[,:\\s]`)
const TITLED_ANYWHERE = new RegExp(`(?:${SURNAME}(?:${TITLE}))`, 'g')
const STAFF_BEFORE =
  /(?:保安|保洁|管家|客服|前台|师傅|物业|工程部?|维修|电工|水工|门岗|值班|工作人员|经理|主管|队长|员工|小区|感谢|表扬|谢谢|多谢|点赞|投诉|举报|楼上|楼下|隔壁|对门|邻居|找|联系|问|叫做?|给|被|跟|和|与|让|请|那个|帮|夸|是|你们|咱们|我们|的|老|小)(?:的|一下|下|一位|个|位|员|大姐|阿姨|小哥|:|\s)?$/
const STAFF_AFTER =
  /^[\s,]?(?:师傅|态度|服务|负责|帮|很|特别|非常|真|太|人|上门|修|打扫|热心|好|耐心|不错|每天|工作|说|答应|来修|当时|给我|跟我|昨天|今天|也|都|就|却|把|家的|家|在|他|她|一直|总|骂|的)/

/** Finds the writer's own name; staff, neighbours and other third people are none (domain-facts 2.7). */
export function findName(original: string, text: string, anchors: readonly Span[]): NameFound | undefined {
  return (
    findBareSurname(original, text) ??
    findIntroduced(original, text) ??
    findField(original, text, anchors) ??
    findOpening(original, text)
  )
}

function findBareSurname(original: string, text: string): NameFound | undefined {
  const match = BARE_SURNAME.exec(text)
  const surname = match?.groups?.name
  if (match === null || surname === undefined) return undefined
  const end = match.index + match[0].length
  const at = text.indexOf(surname, match.index + match[0].indexOf('姓') + 1)
  const titled = text.slice(at, end)
  return { name: original.slice(at, at + titled.length), start: match.index, end }
}

function findIntroduced(original: string, text: string): NameFound | undefined {
  const match = INTRODUCED.exec(text)
  const name = match?.groups?.name
  const lead = match?.groups?.lead
  if (match === null || name === undefined || lead === undefined || !isPlausible(name)) return undefined
  const start = match.index + lead.length
  const hasRoom = /\d|[,的]/.test(lead)
  const leadStart = hasRoom ? start : match.index
  return { name: original.slice(start, start + name.length), start: leadStart, end: start + name.length }
}

function findOpening(original: string, text: string): NameFound | undefined {
  const match = OPENING.exec(text)
  const name = match?.groups?.name
  if (match === null || name === undefined || /帮我|麻烦你|在吗|您好|你好/.test(text)) return undefined
  const start = match[0].indexOf(name)
  return { name: original.slice(start, start + name.length), start, end: start + name.length }
}

/** A name standing in a field of its own beside the room or the phone, or as a signature at the very end. */
function findField(original: string, text: string, anchors: readonly Span[]): NameFound | undefined {
  for (const match of text.matchAll(FIELD)) {
    const name = match.groups?.name
    if (name === undefined || !isPlausible(name)) continue
    const start = match.index + match[0].length - name.length
    const end = start + name.length
    const before = text.slice(Math.max(0, start - 6), start)
    const isTitled = new RegExp(`^(?:${TITLED})$`).test(name)
    const isSignature = isTitled && text.slice(end).trim() === '' && /[,。!;?\n\s-]$/.test(before)
    if (STAFF_BEFORE.test(before) && !touches(anchors, { start, end }, text)) continue
    if (!isSignature && !touches(anchors, { start, end }, text)) continue
    return { name: original.slice(start, end), start, end }
  }
  for (const match of text.matchAll(TITLED_ANYWHERE)) {
    const span = { start: match.index, end: match.index + match[0].length }
    if (!isPlausible(match[0]) || !touches(anchors, span, text)) continue
    if (STAFF_AFTER.test(text.slice(span.end, span.end + 4))) continue
    return { name: original.slice(span.start, span.end), ...span }
  }
  return undefined
}

function isPlausible(name: string): boolean {
  return !NOT_A_NAME.has(name.slice(0, 2))
}

const BETWEEN = /^(?:[\s,、:;/()+的-]|业主|住户|电话|手机|联系|租户|号码|户主|我是|姓名|联系人|房号){0,6}$/

function touches(anchors: readonly Span[], { start, end }: Span, text: string): boolean {
  return anchors.some((anchor) =>
    anchor.end <= start
      ? start - anchor.end <= 12 && BETWEEN.test(text.slice(anchor.end, start))
      : anchor.start >= end && anchor.start - end <= 12 && BETWEEN.test(text.slice(end, anchor.start)),
  )
}
