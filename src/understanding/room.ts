import { readNumeral } from './numerals.ts'
import { DASHED_ROOM, LANE_ROOM, LETTER_ROOM, SPACED_ROOM, VILLA, WORDED_ROOM } from './room-grammar.ts'
import { isSomebodyElses } from './room-owner.ts'
import type { Span } from './span.ts'

/** A room in its normal form `building-unit-door` or `building-door` (domain-facts 2.5). */
export interface RoomFound extends Span {
  room: string
  building: string
  /** The room belongs to somebody the writer talks about, not to the writer. */
  isOther: boolean
}

/** In front of these words digits are no room: a parking place, a code, a number plate, an amount. */
const NO_ROOM_BEFORE =
  /(?:车位|泊位|停车位|车库|地库|车牌号?|牌照|工单|单号|编号|订单|取件码|货架|柜号|密码|型号|电话|尾号|号码|预算|大概|价格|价钱|收费|租金|工资|身高|温度|室温|¥|￥|\$|负)(?:号|是|在|为|:|\s){0,3}$/
const OWN_NUMBERS_BEFORE = /(?:我是|我住|我家|我在|住在|房号|地址|住址)[是:\s]{0,2}$/
const PLATE_BEFORE = /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]$/
const UNDERGROUND = /^[bp]\d?$/

type Groups = Partial<Record<string, string>>

/** All rooms of the normalised text in the order of writing, the longest reading at each place. */
export function findRooms(text: string): RoomFound[] {
  const candidates: RoomFound[] = []
  for (const pattern of [WORDED_ROOM, LANE_ROOM, LETTER_ROOM, DASHED_ROOM, SPACED_ROOM, VILLA]) {
    for (const match of text.matchAll(pattern)) {
      const found = readRoom(text, pattern, match)
      if (found !== undefined) candidates.push(found)
    }
  }
  candidates.sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: RoomFound[] = []
  for (const candidate of candidates) {
    if (candidate.start >= (kept.at(-1)?.end ?? 0)) kept.push(candidate)
  }
  return kept
}

/** The writer's own room, or `undefined` when only other people's rooms or none are named. */
export function chooseRoom(rooms: readonly RoomFound[]): RoomFound | undefined {
  return rooms.find((room) => !room.isOther)
}

function readRoom(text: string, pattern: RegExp, match: RegExpExecArray): RoomFound | undefined {
  const groups: Groups = match.groups ?? {}
  const start = match.index
  const end = start + match[0].length
  const before = text.slice(Math.max(0, start - 12), start)
  if (NO_ROOM_BEFORE.test(before)) return undefined
  const buildingWords = groups.building ?? groups.weakBuilding ?? groups.bareBuilding ?? ''
  const building = readBuilding(buildingWords)
  if (building === undefined) return undefined
  const area = readArea(groups.phase) + readArea(groups.area)
  if (groups.garden !== undefined) {
    const garden = groups.garden.replace(/^.*(?:我是|我住|我家|我在|住在|是|住|在|的)/, '')
    return whose(text, { room: `${garden}-${building}`, building, start: end - match[0].length, end })
  }
  const isDashed = pattern === DASHED_ROOM
  if (
    isDashed &&
    (UNDERGROUND.test(buildingWords) || (/^[a-z]/.test(buildingWords) && PLATE_BEFORE.test(before)))
  ) {
    return undefined
  }
  const unitWords = groups.unit ?? groups.weakUnit ?? groups.unitDash
  const unit = unitWords === undefined ? undefined : readNumeral(unitWords)
  const door =
    groups.letter === undefined
      ? readDoor(groups.door ?? groups.bareDoor ?? '', groups.floor)
      : `${readNumeral(groups.floor ?? '') ?? ''}${groups.letter.toUpperCase()}`
  if (door === undefined || (unitWords !== undefined && unit === undefined)) return undefined
  const isRange = isDashed && unit === undefined && looksLikeRange(building, door)
  if (isRange && !OWN_NUMBERS_BEFORE.test(before)) return undefined
  const room = area + [building, ...(unit === undefined ? [] : [unit]), door].join('-')
  return whose(text, { room, building: area + building, start, end })
}

function whose(text: string, found: Omit<RoomFound, 'isOther'>): RoomFound {
  return { ...found, isOther: isSomebodyElses(text, found) }
}

function readBuilding(words: string): string | undefined {
  if (/^\d*[a-z]\d*$/.test(words)) return words.toUpperCase()
  const number = readNumeral(words)
  return number === undefined || number === '0' ? undefined : number
}

function readArea(words: string | undefined): string {
  if (words === undefined) return ''
  const number = readNumeral(words.slice(0, -1))
  return `${number === undefined ? words.toUpperCase() : number + words.slice(-1)}-`
}

function readDoor(words: string, floorWords: string | undefined): string | undefined {
  const letter = /^(\d{1,4})([a-z])$/.exec(words)
  if (letter?.[1] !== undefined && letter[2] !== undefined) {
    return letter[1].replace(/^0+/, '') + letter[2].toUpperCase()
  }
  const number = readNumeral(words)
  if (number === undefined) return undefined
  const floor = floorWords === undefined ? undefined : readNumeral(floorWords)
  if (number.length < 3)
    return floor === undefined || number === '0' ? undefined : floor + number.padStart(2, '0')
  return number.length <= 4 && !number.endsWith('00') && Number(number) > 100 ? number : undefined
}

/** 80-100 or 90-120 is a range of amounts: no building is nearly as large as its door numbers. */
function looksLikeRange(building: string, door: string): boolean {
  const low = Number(building)
  return Number.isFinite(low) && Number.parseInt(door, 10) < low * 3 && low >= 30
}
