import { findBuilding, findPhones, findRooms, looksLikeName, type Span } from '../../understanding/index.ts'
import type { Query, Search } from './query.ts'

const VERB =
  /^(?:请|麻烦|帮我|帮忙|给我|我要|我想)*\s*(?:查询|查看|查找|搜索|查|搜|察|茶)(?:一下|下|查)?(?<gap>[\s:,]*)(?<what>\S.*)$/u
const LABEL = /^(?:工单号?|单号|编号|房号|房间|业主|住户|电话|手机号?|楼栋)[\s:]*/u
const TAIL = /\s*(?:的)?(?:所有|全部)?(?:工单|单子|记录|单)?(?:吗|呢|吧)?[\s.。!?~]*$/u
const NUMBER = /^(?:jd)?[-\s]?(?<day>20\d{6})[-\s]?(?<count>\d{4,6})$/u
const BARE_NUMBER = /^jd[-\s]?(?<day>20\d{6})[-\s]?(?<count>\d{4,6})$/u
const BUILDING =
  /^(?<area>(?:[东西南北中](?:区|苑|园)|[a-z]区|\d{1,2}[期区])-?)?(?<id>[a-z]\d?|[\d零一二三四五六七八九十]{1,4})(?:号楼|号栋|栋楼|栋|幢|座|#)$/u

/** 查 3-2-501 and its like, or a ticket's number alone; nothing may be left over that could be a matter. */
export function parseSearch(plain: string, communityId: string | null): Query | undefined {
  const number = readNumber(BARE_NUMBER, plain.trim().replace(/[.。!?]+$/u, ''))
  if (number !== undefined) return { ask: 'search', search: number, communityId }
  const { gap, what } = VERB.exec(plain)?.groups ?? {}
  if (what === undefined) return undefined
  const subject = what.replace(TAIL, '')
  const search = readSearch(subject, gap !== '') ?? readParts(subject)
  return search === undefined ? undefined : { ask: 'search', search, communityId }
}

/** 查 3-2-501 张女士: every part can be looked up, so the first is. */
function readParts(subject: string): Search | undefined {
  const parts = subject.split(/[\s,、]+/u).map((part) => readSearch(part, true))
  return parts.includes(undefined) ? undefined : parts[0]
}

function readSearch(written: string, isApart: boolean): Search | undefined {
  const subject = written.replace(LABEL, '').trim()
  const isLabelled = subject.length < written.trim().length
  const number = readNumber(NUMBER, subject)
  if (number !== undefined) return number
  const [phone] = findPhones(subject)
  if (phone !== undefined) return isWhole(phone, subject) ? { by: 'phone', phone: phone.phone } : undefined
  const [room] = findRooms(subject)
  if (room !== undefined) return isWhole(room, subject) ? { by: 'room', room: room.room } : undefined
  const building = readBuilding(subject)
  if (building !== undefined) return { by: 'building', building }
  return looksLikeName(subject, isApart || isLabelled) ? { by: 'owner', name: subject } : undefined
}

function readNumber(pattern: RegExp, text: string): Search | undefined {
  const { day, count } = pattern.exec(text)?.groups ?? {}
  return day === undefined || count === undefined ? undefined : { by: 'number', number: `JD-${day}-${count}` }
}

function readBuilding(text: string): string | undefined {
  const { area, id } = BUILDING.exec(text)?.groups ?? {}
  const building = id === undefined ? undefined : findBuilding(`${id}栋`)
  if (building === undefined) return undefined
  return area === undefined ? building : `${area.replace('-', '').toUpperCase()}-${building}`
}

function isWhole({ start, end }: Span, text: string): boolean {
  return start === 0 && end === text.length
}
