import type { Measured } from './measured.ts'

/** The tickets that came again: the same room and category within so many milliseconds after an earlier one. */
export function findRepeats(tickets: readonly Measured[], withinMs: number): ReadonlySet<string> {
  const repeats = new Set<string>()
  const last = new Map<string, number>()
  const inOrder = tickets
    .filter(({ status, reception }) => status !== 'discarded' && reception.room !== null)
    .sort((a, b) => receivedMs(a) - receivedMs(b))
  for (const ticket of inOrder) {
    const key = `${ticket.communityId} ${ticket.reception.room ?? ''} ${ticket.category}`
    const before = last.get(key)
    if (before !== undefined && receivedMs(ticket) - before <= withinMs) repeats.add(ticket.id)
    last.set(key, receivedMs(ticket))
  }
  return repeats
}

function receivedMs({ reception }: Measured): number {
  return reception.receivedAt.getTime()
}
