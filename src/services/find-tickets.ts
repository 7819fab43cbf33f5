import { dayOf, localDate } from '../domain/calendar/index.ts'
import type { Actor, DepartmentKey } from '../domain/people.ts'
import type { Search } from '../domain/query/index.ts'
import { canSee, isOfTheDesk, type Ticket } from '../domain/ticket/index.ts'
import type { TicketStore } from './stores.ts'
import type { TicketQuestions } from './ticket-questions.ts'

/** A member in one of his communities, with what he is there. */
export interface Reader {
  communityId: string
  timeZone: string
  actor: Actor
}

/** What a member may see of what he asked for; `isCut` when there is more than a list can hold. */
export interface Found {
  tickets: Ticket[]
  isCut: boolean
}

/** Finds tickets for people: nobody learns of one that he may not see, not even how many there are. */
export interface TicketFinder {
  /** 我的工单: open and in his hands, what is due first first. */
  inHand(readers: readonly Reader[]): Promise<Found>
  /** 今日待办: what he may take or confirm, and what is due by the end of the local day. */
  toDo(readers: readonly Reader[], now: Date): Promise<Found>
  /** 查: by number, room, building, phone or owner's name, newest first. */
  search(readers: readonly Reader[], search: Search): Promise<Found>
}

/** More than so many tickets are no list that anybody reads. */
const MOST_FOUND = 200

/** The finder over the store's questions. */
export function createTicketFinder(store: TicketQuestions & Pick<TicketStore, 'findByNumber'>): TicketFinder {
  async function askAll(questions: readonly Parameters<TicketQuestions['ask']>[0][]): Promise<Ticket[]> {
    const answers = await Promise.all(questions.map((question) => store.ask(question, MOST_FOUND + 1)))
    return [...new Map(answers.flat().map((ticket) => [ticket.id, ticket])).values()]
  }
  return {
    async inHand(readers) {
      const [first] = readers
      if (first === undefined) return { tickets: [], isCut: false }
      const communityIds = readers.map(({ communityId }) => communityId)
      return cut(await askAll([{ assignee: first.actor.userId, communityIds }]))
    },
    async toDo(readers, now) {
      const found = await askAll(readers.flatMap((reader) => questionsToDo(reader, now)))
      return cut(visible(found, readers).sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime()))
    },
    async search(readers, search) {
      if (search.by === 'number') {
        const ticket = await store.findByNumber(search.number)
        return cut(visible(ticket === undefined ? [] : [ticket], readers))
      }
      const found = await askAll(readers.map(({ communityId }) => ({ communityId, ...fieldOf(search) })))
      return cut(
        visible(found, readers).sort(
          (a, b) => b.reception.receivedAt.getTime() - a.reception.receivedAt.getTime(),
        ),
      )
    },
  }
}

function questionsToDo({ communityId, timeZone, actor }: Reader, now: Date) {
  const dueBefore = dayOf(localDate(now, timeZone), timeZone).to
  const ofTheDesk = isOfTheDesk(actor)
  const within: { department?: DepartmentKey }[] = ofTheDesk
    ? [{}]
    : actor.departments.map((department) => ({ department }))
  return within.flatMap((where) => [
    {
      communityId,
      ...where,
      statuses: ofTheDesk ? (['waiting', 'done'] as const) : (['waiting'] as const),
    },
    { communityId, ...where, statuses: ['in_progress'] as const, dueBefore },
  ])
}

function fieldOf(search: Exclude<Search, { by: 'number' }>) {
  switch (search.by) {
    case 'room':
      return { where: 'room' as const, is: search.room }
    case 'building':
      return { where: 'building' as const, is: search.building }
    case 'phone':
      return { where: 'phone' as const, is: search.phone }
    case 'owner':
      return { where: 'ownerName' as const, is: search.name }
  }
}

function visible(tickets: readonly Ticket[], readers: readonly Reader[]): Ticket[] {
  return tickets.filter((ticket) =>
    readers.some(({ communityId, actor }) => communityId === ticket.communityId && canSee(ticket, actor)),
  )
}

function cut(tickets: Ticket[]): Found {
  return { tickets: tickets.slice(0, MOST_FOUND), isCut: tickets.length > MOST_FOUND }
}
