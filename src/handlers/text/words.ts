import type { Actor } from '../../domain/people.ts'
import type { Told } from '../../domain/reception/lead-words.ts'
import type { Understanding } from '../../understanding/index.ts'

/** What a member said, read once, with who said it where and when. */
export interface Words {
  text: string
  heard: Understanding
  /** How the member was told of it (REC-3.1.1). */
  channel: Told['channel']
  /** Somebody else's words (REC-4.2b). */
  passedOn: boolean
  eventId: string
  saidAt: Date
  now: Date
  communityId: string
  speaker: Actor
}
