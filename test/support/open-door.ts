import type { OwnerDoor } from '../../src/outbox/owner-door.ts'

/** A door through which every message to an owner goes. */
export const OPEN_DOOR: OwnerDoor = {
  admits: () => Promise.resolve(true),
  turnsAway: () => Promise.resolve(false),
}
