import type { TicketList } from '../../src/domain/query/index.ts'
import type { Ticket } from '../../src/domain/ticket/index.ts'
import type { ListStore } from '../../src/services/lists.ts'
import type { TicketQuestion, TicketQuestions } from '../../src/services/ticket-questions.ts'

/** The questions about tickets answered from an array; the contract test holds the real store to the same answers. */
export function createMemoryQuestions(all: () => Ticket[]): TicketQuestions {
  return {
    ask(question, limit) {
      const found = all().filter((ticket) => answers(ticket, question))
      const byTime = (a: Ticket, b: Ticket) =>
        'where' in question
          ? Number(b.reception.receivedAt) - Number(a.reception.receivedAt)
          : Number(a.dueAt) - Number(b.dueAt)
      return Promise.resolve(found.sort(byTime).slice(0, limit))
    },
    measuredIn: (communityId, { from, to }) =>
      Promise.resolve(
        all()
          .filter((ticket) => ticket.communityId === communityId)
          .filter(
            ({ reception, closedAt }) =>
              (reception.receivedAt >= from && reception.receivedAt < to) ||
              (reception.receivedAt < from && (closedAt === null || closedAt >= from)),
          )
          .sort((a, b) => Number(a.reception.receivedAt) - Number(b.reception.receivedAt)),
      ),
  }
}

function answers(ticket: Ticket, question: TicketQuestion): boolean {
  if ('assignee' in question) {
    return (
      ticket.assignee?.userId === question.assignee &&
      ['waiting', 'in_progress'].includes(ticket.status) &&
      question.communityIds.includes(ticket.communityId)
    )
  }
  if (ticket.communityId !== question.communityId) return false
  if ('where' in question) {
    return ticket.reception[question.where] === question.is && ticket.status !== 'discarded'
  }
  const { department, statuses, dueBefore } = question
  return (
    statuses.includes(ticket.status) &&
    (department === undefined || ticket.department === department) &&
    (dueBefore === undefined || ticket.dueAt < dueBefore)
  )
}

/** The last lists in memory. */
export function createMemoryLists(): ListStore {
  const lists = new Map<string, { eventId: string; list: TicketList; expiresAt: Date }>()
  return {
    keep: (userId, eventId, list, expiresAt) =>
      Promise.resolve(void lists.set(userId.toLowerCase(), { eventId, list, expiresAt })),
    last(userId, eventId, now) {
      const held = lists.get(userId.toLowerCase())
      if (held === undefined || held.expiresAt <= now) return Promise.resolve(undefined)
      return Promise.resolve({ ...held.list, isOwn: held.eventId === eventId })
    },
  }
}
