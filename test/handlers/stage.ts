import { createLiveDirectory, type LiveDirectory } from '../../src/directory/index.ts'
import type { Ticket } from '../../src/domain/ticket/index.ts'
import type { Desk } from '../../src/handlers/desk.ts'
import { createHandle } from '../../src/handlers/index.ts'
import type { DeskEvent } from '../../src/inbox/desk-event.ts'
import { createReplies } from '../../src/outbox/replies.ts'
import { createFormService } from '../../src/services/forms.ts'
import { createFigures } from '../../src/services/figures.ts'
import { createTicketFinder } from '../../src/services/find-tickets.ts'
import { createReviewService } from '../../src/services/reviews.ts'
import { createMediaService, type AwaitedMedia } from '../../src/services/media.ts'
import type { PromptStore } from '../../src/services/stores.ts'
import { createTicketService } from '../../src/services/tickets.ts'
import { MONDAY_10, sampleCalendar, samplePolicy } from '../support/builders.ts'
import { aText } from '../support/events.ts'
import { createFixedClock, type FixedClock } from '../support/fixed-clock.ts'
import { createMemoryAdministration } from '../support/memory-directory.ts'
import { createMemoryDuty } from '../support/memory-duty.ts'
import { createMemoryMedia } from '../support/memory-media.ts'
import { createMemoryMessages, type MemoryMessages } from '../support/memory-messages.ts'
import { createMemoryLists, createMemoryQuestions } from '../support/memory-questions.ts'
import {
  createMemoryForms,
  createMemoryPrompts,
  createMemoryReviews,
  createMemoryTickets,
} from '../support/memory-records.ts'
import { directoryOfTwo, twoCommunities } from '../support/two-communities.ts'
import { createCapturedLog } from '../wecom/support/captured-log.ts'

/** The handlers over stores in memory, in two communities; cards are found by the id of their record. */
export interface Stage {
  handle: (event: DeskEvent) => Promise<void>
  /** Hears a member say something. */
  hears: (content: string, from?: string) => Promise<void>
  tickets: ReturnType<typeof createMemoryTickets>
  reviews: ReturnType<typeof createMemoryReviews>
  forms: ReturnType<typeof createMemoryForms>
  formService: Desk['forms']
  duty: ReturnType<typeof createMemoryDuty>
  prompts: PromptStore
  messages: MemoryMessages
  clock: FixedClock
  log: ReturnType<typeof createCapturedLog>
  /** The only ticket; fails when there are more or none. */
  ticket: () => Ticket
  /** Words said outside of any record's messages, oldest first. */
  said: () => string[]
  /** Kinds of message that wait on a record. */
  sends: (id: string) => string[]
  /** Cards ended one by one, as message id and what ended them. */
  ended: () => string[]
  /** What the person was asked last and has not answered. */
  asked: (userId: string) => Promise<string | undefined>
  /** What is to be fetched, oldest first. */
  awaited: () => AwaitedMedia[]
  pulled: string[]
  /** What news of the contact book led to. */
  contacts: string[]
  administration: Desk['administration']
  /** What WeCom shows of people who are no members, by user id. */
  strangers: Map<string, { name: string; status: 'active' | 'left' }>
  /** What the desk asks; replaced to let people leave. */
  directory: LiveDirectory
}

export function createDeskStage(): Stage {
  const clock = createFixedClock(MONDAY_10)
  const tickets = createMemoryTickets()
  const reviews = createMemoryReviews()
  const prompts = createMemoryPrompts()
  const messages = createMemoryMessages()
  const log = createCapturedLog()
  const live = createLiveDirectory(directoryOfTwo)
  const rules = () => ({ policy: samplePolicy, calendar: sampleCalendar })
  const duty = createMemoryDuty(clock, rules, live)
  const { directory, addressing, leaves } = duty
  const ended: string[] = []
  const replies = createReplies(messages, clock)
  const media = createMemoryMedia()
  const stage: Pick<Stage, 'pulled' | 'contacts'> = { pulled: [], contacts: [] }
  const forms = createMemoryForms()
  const ticketService = createTicketService({ store: tickets, addressing, rules, media })
  const questions = createMemoryQuestions(() => tickets.all())
  const administration = createMemoryAdministration(live)
  const strangers: Stage['strangers'] = new Map()
  const desk: Desk = {
    tickets: ticketService,
    forms: createFormService({
      store: forms,
      tickets: ticketService,
      addressing,
      directory,
    }),
    reviews: createReviewService({
      store: reviews,
      tickets,
      figures: createFigures(questions, rules),
      addressing,
      communities: () => twoCommunities,
      rules,
    }),
    prompts,
    replies: {
      ...replies,
      endCard: (messageId, { say }) => Promise.resolve(void ended.push(`${messageId}: ${say}`)),
    },
    lists: createMemoryLists(),
    finder: createTicketFinder({ ...tickets, ...questions }),
    figures: createFigures(questions, rules),
    deadLetters: { resend: (communityId) => messages.revive(communityId, clock.now()) },
    leaves,
    handovers: duty.handoversOver(tickets),
    directory,
    contacts: {
      look: (userId, _now, wasThere) =>
        Promise.resolve(void stage.contacts.push(`look ${userId}${wasThere === true ? ' gone' : ''}`)),
      want: () => Promise.resolve(void stage.contacts.push('want')),
      rename: (from, to) => Promise.resolve(void stage.contacts.push(`rename ${from} ${to}`)),
      find(userId) {
        const person = strangers.get(userId)
        return Promise.resolve(person && { userId, departments: [1], ...person })
      },
      tidy: () => Promise.resolve(void stage.contacts.push('tidy')),
    },
    administration,
    media: createMediaService(media, () => samplePolicy),
    reported: tickets,
    cards: {
      async tapped(taskId) {
        const review = await reviews.find(taskId)
        const leave = await duty.leaveStore.find(taskId)
        const handover = await duty.handoverStore.find(taskId)
        const type =
          leave !== undefined
            ? 'leave'
            : handover !== undefined
              ? 'handover'
              : taskId.startsWith('f')
                ? 'form'
                : review === undefined
                  ? 'ticket'
                  : 'review'
        const communityId = review?.communityId ?? (await tickets.find(taskId))?.communityId ?? 'cuihu'
        const shown = messages.all().find(({ id }) => id === taskId)
        if (shown?.subject != null)
          return {
            messageId: taskId,
            communityId: shown.communityId,
            subject: shown.subject,
            facts: shown.facts,
          }
        if (taskId.startsWith('unknown')) return undefined
        return {
          messageId: `card of ${taskId}`,
          communityId,
          subject: { type, id: taskId },
          facts: {},
        }
      },
    },
    pullCustomerService: (openKfId, token) => Promise.resolve(void stage.pulled.push(`${openKfId} ${token}`)),
    clock,
    logger: log.logger,
  }
  const handle = createHandle(desk)
  return Object.assign(stage, {
    forms,
    formService: desk.forms,
    handle,
    directory: live,
    administration,
    strangers,
    hears: (content: string, from = 'ZhaoQiang') => handle(aText(content, { from, at: clock.now() })),
    tickets,
    reviews,
    duty,
    prompts,
    messages,
    clock,
    log,
    ticket() {
      const all = tickets.all()
      const [only] = all
      if (only === undefined || all.length !== 1) throw new Error(`${String(all.length)} tickets`)
      return only
    },
    said: () => messages.all().map(({ facts }) => facts.text ?? ''),
    sends: (id: string) =>
      [...tickets.outboxOf(id), ...reviews.outboxOf(id), ...forms.outboxOf(id)].flatMap((item) =>
        'send' in item ? [item.send] : [],
      ),
    ended: () => ended,
    awaited: () =>
      media.all().flatMap(({ row, ticketId }) => (ticketId === null ? [] : [{ ...row, ticketId }])),
    asked: async (userId: string) => (await prompts.open(userId, 'another event', clock.now()))?.ask,
  })
}
