import type { Category } from './categories/keys.ts'
import { classify } from './classify.ts'
import type { Kind } from './kinds.ts'
import { findBuilding, findLocation } from './location.ts'
import { cutMatter } from './matter.ts'
import { findName } from './name.ts'
import { normalise } from './normalise.ts'
import { choosePhone, findPhones } from './phone.ts'
import { chooseRoom, findRooms } from './room.ts'
import { blankOut } from './span.ts'

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

/** Reads one message of an owner or a colleague (domain-facts 2). Pure, synchronous, never throws. */
export function understand(text: string): Understanding {
  const plain = normalise(text)
  const phones = findPhones(plain)
  const withoutPhones = blankOut(plain, phones)
  const rooms = findRooms(withoutPhones)
  const phone = choosePhone(plain, phones)
  const room = chooseRoom(rooms)
  const name = findName(text, withoutPhones, [...phones, ...rooms])
  const own = [...phones, ...(room === undefined ? [] : [room]), ...(name === undefined ? [] : [name])]
  const decision = classify(blankOut(withoutPhones, [...rooms, ...(name === undefined ? [] : [name])]))
  const wordsOf = ({ start, end }: { start: number; end: number }): string => text.slice(start, end)
  return {
    kind: decision.kind,
    category: decision.category,
    room: room?.room ?? null,
    phone: phone?.phone ?? null,
    name: name?.name ?? null,
    urgent: decision.urgent,
    building: room?.building ?? findBuilding(withoutPhones) ?? null,
    location: room === undefined ? (findLocation(text, withoutPhones) ?? null) : null,
    matter: cutMatter(text, plain, own),
    evidence: [
      ...(room === undefined ? [] : [{ field: 'room', words: [wordsOf(room)] }]),
      ...(phone === undefined ? [] : [{ field: 'phone', words: [wordsOf(phone)] }]),
      ...(name === undefined ? [] : [{ field: 'name', words: [name.name] }]),
      ...decision.evidence,
    ],
    confidence: decision.confidence,
  }
}
