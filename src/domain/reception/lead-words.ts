import { type Understanding, understand } from '../../understanding/index.ts'
import type { Channel } from '../ticket/ticket.ts'

/** What a member wrote down: through which channel he was told, whether it was an owner who told it, and what. */
export interface Told {
  channel: Extract<Channel, 'chat' | 'walk_in' | 'phone'>
  /** Somebody else's words, received by the member and handed to the front desk (REC-4.2b). */
  passedOn: boolean
  heard: Understanding
}

const OWNER = '(?:业主|住户|租户|业户|客户)'
/** The words that lead a record, with the slips of Pinyin keyboards. */
const LEADS: readonly [Exclude<Told['channel'], 'chat'>, string][] = [
  ['walk_in', '上门来访|来访|到访|上门|上門|來訪|上们|尚门|来方|来仿|莱访|来前台|到前台|当面接待|现场接待'],
  ['phone', '接到?电话|来电|致电|电话|電話|致電|來電|电活|店话|电画|点话|来店|莱电|至电|制电|致点'],
]
const LEAD_PATTERNS = LEADS.map(
  ([channel, words]) =>
    [
      channel,
      new RegExp(
        `^[\\s【\\[(（#＃「]*${OWNER}?(${words})(?:登记|接待|记录)?([】\\])）」\\s：:，,、;；|/。.—-]*)`,
        'u',
      ),
    ] as const,
)
/** After these the lead word is the matter itself: 电话坏了, 上门维修太慢. */
const IS_MATTER = /^(坏|不通|没人|没声|打不|无法|故障|号码|线|费|维修|服务|太|收费|多少|机)/u
const PASSED_ON =
  /^[\s【[(（「]*(?:转发|转告|转达|转述|代转|帮转|代报|转|fwd?)(?:业主|住户|租户)?(?:消息|信息|微信)?[】\])）」：:，,\s]+/iu
const SAYS =
  /(?:有(?:一位|个|位)?|刚才|刚刚)?(?:业主|住户|租户|业户)([^。！？!?\n，,]{0,30}?)(来电|致电|打来?电话|来访|上门|来前台|到前台)?(说|反映|反应|反馈|称|讲|告诉我们?|告知|要求)[：:，,]*/u
const CAME_BY =
  /(?:业主|住户|租户|业户)[^。！？!?\n]{0,30}?(?:(来电|致电|打来?电话)|(来访|来前台|到前台|上门(?:反映|说|投诉|报修)))/u
/** A line of a copied chat: 张女士 11/23 10:21. */
const COPIED_TIME =
  /[ \t]*(?:\d{4}[-/年])?(?:\d{1,2}[-/月]\d{1,2}日?[ \t]+)?\d{1,2}:\d{2}(?::\d{2})?[ \t]*(?=[：:]?\n)/gu

/** Reads a member's line: 上门 3-2-501 张女士 …, 电话：…, 转：…, 业主3-2-501说…, or plain words (REC-3.1.1, REC-4.2b). */
export function hearMember(text: string): Told {
  const led = readLead(text)
  const rest = led?.rest ?? text
  const [, byPhone, inPerson] = CAME_BY.exec(rest) ?? []
  const channel =
    led?.channel ?? (byPhone !== undefined ? 'phone' : inPerson !== undefined ? 'walk_in' : 'chat')
  const passedOn = PASSED_ON.test(rest) || SAYS.test(rest) || COPIED_TIME.test(rest) || channel !== 'chat'
  COPIED_TIME.lastIndex = 0
  const heard = passedOn ? hearOwner(rest) : understand(text)
  return { channel, passedOn, heard: withoutWho(heard) }
}

function readLead(text: string): { channel: Exclude<Told['channel'], 'chat'>; rest: string } | undefined {
  for (const [channel, pattern] of LEAD_PATTERNS) {
    const found = pattern.exec(text)
    if (found === null) continue
    const rest = text.slice(found[0].length)
    if (rest !== '' && isLead(channel, rest, found[2] !== '')) return { channel, rest }
  }
  return undefined
}

function isLead(channel: Told['channel'], rest: string, isSetOff: boolean): boolean {
  const heard = understand(rest)
  const opener = rest.replace(/^(业主|住户|租户)/u, '')
  const opensWith = (field: string) =>
    heard.evidence.some(
      (piece) => piece.field === field && piece.words.some((word) => opener.startsWith(word)),
    )
  // 电话 13800000000 is a label, unless a whole report follows.
  if (channel === 'phone' && opensWith('phone')) return heard.room !== null && tellsMatter(heard)
  if (['room', 'phone', 'name'].some(opensWith)) return true
  return isSetOff && !IS_MATTER.test(rest)
}

/** The owner's words as he would say them himself: 业主张女士说她家… is read as 张女士，我家…. */
function hearOwner(rest: string): Understanding {
  const plain = rest
    .replace(COPIED_TIME, '')
    .replace(PASSED_ON, '')
    .replace(SAYS, '$1，')
    .replace(/^[，,\s]+/u, '')
    .replaceAll(/[她他](们?)家/gu, '我$1家')
  const heard = understand(plain === '' ? rest : plain)
  const inWhole = understand(rest)
  const urgent = heard.urgent || inWhole.urgent
  if (heard.kind !== 'other' || inWhole.kind === 'other') return { ...heard, urgent }
  const { kind, category, evidence, confidence } = inWhole
  return { ...heard, kind, category, evidence, confidence, urgent }
}

const LABELS = /房号|房间|电话|手机|号码|地址|业主|住户|租户|姓名|联系|我是|我姓|[姓我在的是家住]/gu

/** Who and where alone is no matter: the matter is left empty then, so that it is asked for. */
export function withoutWho(heard: Understanding): Understanding {
  const told = heard.evidence.filter(({ field }) => field === 'room' || field === 'phone' || field === 'name')
  if (told.length === 0) return heard
  const rest = told
    .flatMap(({ words }) => words)
    .reduce((matter, word) => matter.replace(word, ''), heard.matter)
    .replaceAll(LABELS, '')
    .replaceAll(/[\s\p{P}\p{S}\d]/gu, '')
  return rest.length > 1 ? heard : { ...heard, matter: '' }
}

/** Whether the words tell what is the matter; where it is does not, and a sort without words is a guess. */
export function tellsMatter({ kind, location, evidence }: Understanding): boolean {
  const telling = evidence.filter(({ field }) => field === 'category' || field.startsWith('signal:'))
  const words = telling.flatMap((piece) => piece.words)
  return kind !== 'other' && words.some((word) => !(location ?? '').includes(word))
}
