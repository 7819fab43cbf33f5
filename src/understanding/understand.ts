import type { Category } from './categories/keys.ts'
import { classify } from './classify.ts'
import type { Kind } from './kinds.ts'
import { findBuilding, findLocation } from './location.ts'
import { cutMatter } from './matter.ts'
import { findName } from './name.ts'
import type { NameFound } from './name.ts'
import { normalise } from './normalise.ts'
import { choosePhone, findPhones } from './phone.ts'
import type { PhoneFound } from './phone.ts'
import { chooseRoom, findRooms } from './room.ts'
import type { RoomFound } from './room.ts'
import { blankOut } from './span.ts'
import type { Span } from './span.ts'

/** The words on which one decision rests, for people who want to know why. */
export interface Evidence {
  field: string
  words: string[]
}

/** What a message says: its kind and category, who writes from where, and how pressing it is. */
export interface Understanding {
  kind: Kind
  category: Category
  /** The writer's own room in the normal form of domain-facts 2.5. */
  room: string | null
  /** 11 digits. */
  phone: string | null
  /** The writer's own name, as written. */
  name: string | null
  /** Somebody must act within the hour (domain-facts 2.4). */
  urgent: boolean
  /** The building, also when no room is known: from the room, else from the place named. */
  building: string | null
  /** The public place in the writer's words when no room is known. */
  location: string | null
  /** The text without room, phone and name; never empty when the text is not. */
  matter: string
  evidence: Evidence[]
  /** 0 to 1: how clearly the words speak for the choice made. */
  confidence: { kind: number; category: number }
}

/** Where room, phone and name stand in a text, and the text in its plain form. */
function locate(text: string): {
  plain: string
  withoutPhones: string
  rooms: RoomFound[]
  phones: PhoneFound[]
  name: NameFound | undefined
} {
  const plain = normalise(text)
  const phones = findPhones(plain)
  const withoutPhones = blankOut(plain, phones)
  const rooms = findRooms(withoutPhones)
  return {
    plain,
    withoutPhones,
    rooms,
    phones,
    name: nameUnlessLabel(
      findName(text, withoutPhones, [...phones, ...rooms.filter(({ isOther }) => !isOther)]),
    ),
  }
}

/** Words that announce what follows; none of them is anybody's name. */
const LABELS = /房号|房间|电话|手机|号码|地址|业主|住户|租户|户主|姓名|联系|我是|我姓|[姓我在的是家]/gu

function nameUnlessLabel(found: NameFound | undefined): NameFound | undefined {
  return found === undefined || found.name.replaceAll(LABELS, '') === '' ? undefined : found
}

/** Whether the words, which are all that is left of a message, say nothing but who writes from where. */
function saysNothing(words: string, isSomethingTold: boolean): boolean {
  const rest = words.replaceAll(LABELS, '')
  return (isSomethingTold || rest !== words) && rest.replaceAll(/[\s\p{P}\p{S}\d]/gu, '').length <= 1
}

/** The plain text with rooms, phones and the name blanked out: what kind and category are read from. */
export function readableText(text: string): string {
  const { withoutPhones, rooms, name } = locate(text)
  return blankOut(withoutPhones, name === undefined ? rooms : [...rooms, name])
}

/** Reads one message of an owner or a colleague (domain-facts 2). Pure, synchronous, never throws. */
export function understand(text: string): Understanding {
  const { plain, withoutPhones, rooms, phones, name } = locate(text)
  const phone = choosePhone(plain, phones)
  const room = chooseRoom(rooms)
  const named = name === undefined ? [] : [name]
  const location = room === undefined ? findLocation(text, withoutPhones) : undefined
  const words = blankOut(withoutPhones, [...rooms, ...named])
  // Learned weights would guess where there is nothing to go by.
  const isTold = rooms.length + phones.length + named.length > 0 || location !== undefined
  const decision = classify(saysNothing(words.replace(location ?? '', ''), isTold) ? '' : words)
  const wordsOf = ({ start, end }: Span): string => text.slice(start, end)
  return {
    kind: decision.kind,
    category: decision.category,
    room: room?.room ?? null,
    phone: phone?.phone ?? null,
    name: name?.name ?? null,
    urgent: decision.urgent,
    building: room?.building ?? findBuilding(withoutPhones) ?? null,
    location: location ?? null,
    matter: cutMatter(text, plain, [...phones, ...(room === undefined ? [] : [room]), ...named]),
    evidence: [
      ...(room === undefined ? [] : [{ field: 'room', words: [wordsOf(room)] }]),
      ...(phone === undefined ? [] : [{ field: 'phone', words: [wordsOf(phone)] }]),
      ...(name === undefined ? [] : [{ field: 'name', words: [name.name] }]),
      ...decision.evidence,
    ],
    confidence: decision.confidence,
  }
}
