import type { Actor } from '../../domain/people.ts'
import type { Understanding } from '../../understanding/index.ts'

/** What a member said, read once, with who said it where and when. */
export interface Words {
  text: string
  heard: Understanding
  eventId: string
  saidAt: Date
  now: Date
  communityId: string
  speaker: Actor
}
