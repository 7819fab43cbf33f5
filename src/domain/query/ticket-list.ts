/** A list of tickets as it was found for somebody, frozen, and which page of it is shown. */
export interface TicketList {
  title: string
  /** The tickets' ids in their order. */
  ids: readonly string[]
  /** The first that the page shows, counted from 0. */
  from: number
  /** Whether more was found than a list holds. */
  isCut: boolean
  /** Whether the lines name their community, because the reader has several. */
  namesCommunity: boolean
}

/** A list as the facts of its message carry it. */
export function toListFacts({ title, ids, from, isCut, namesCommunity }: TicketList): Record<string, string> {
  return {
    title,
    ids: ids.join(','),
    from: String(from),
    ...(isCut ? { cut: 'yes' } : {}),
    ...(namesCommunity ? { named: 'yes' } : {}),
  }
}

/** The list that a message's facts carry. */
export function fromListFacts(facts: Readonly<Record<string, string>>): TicketList {
  return {
    title: facts.title ?? '',
    ids: (facts.ids ?? '').split(',').filter((id) => id !== ''),
    from: Number(facts.from ?? 0),
    isCut: facts.cut !== undefined,
    namesCommunity: facts.named !== undefined,
  }
}
