import { OPEN_KEYS } from '../cards/button-keys.ts'
import { buildChangeCard } from '../cards/change-card.ts'
import { buildListCard } from '../cards/list-card.ts'
import { REVIEW_CARDS } from '../cards/review-card.ts'
import type { ButtonCard } from '../cards/card.ts'
import { FORM_CARDS } from '../cards/registration-cards.ts'
import { TICKET_CARDS } from '../cards/ticket-cards.ts'
import type { Clock } from '../clock.ts'
import type { Directory } from '../directory/index.ts'
import { fromListFacts } from '../domain/query/index.ts'
import type { Form } from '../domain/reception/form.ts'
import type { Review } from '../domain/review/review.ts'
import type { Ticket } from '../domain/ticket/index.ts'
import { DeskError } from '../errors.ts'
import { NOBODY_TO_TELL } from '../services/addressing.ts'
import type { RecordStore } from '../services/stores.ts'
import { sayCardOver } from '../texts/card-over.ts'
import { FORM_TEXTS } from '../texts/form-texts.ts'
import { sayEnd } from '../texts/ends.ts'
import { REVIEW_TEXTS, reviewTitle } from '../texts/review-texts.ts'
import { categoryOf, maskedPlaceOf, nameOfTicket } from '../texts/ticket-phrases.ts'
import { sayUnreachable, TICKET_TEXTS } from '../texts/ticket-texts.ts'
import type { Setting } from '../texts/view.ts'
import type { Body, Composer } from './body.ts'
import { composeHandover, composeLeave, isDutyCard, type DutyRecords } from './compose-duty.ts'
import type { Message, Subject, SubjectType } from './message.ts'
import { UNREACHABLE } from './report-lost.ts'
import { composeNobody, noteInstead } from './say-instead.ts'

/** Kind of a message that carries its words with it, in `facts.text`. */
export const SAY = 'say'

/** Kind of the card that lists what somebody looked for; `facts` hold the list. */
export const FOUND = 'found'

/** Kind of the card that asks an administrator to confirm a change; `facts` tell it. */
export const CHANGE = 'change'

/** Kind of the line that tells a viewer what ended a card which cannot be changed any more; `facts.say` is the end. */
export const CARD_OVER = 'card_over'

/** What a record is called where it must not be named. */
const SUBJECT_TITLES: Readonly<Record<SubjectType, string>> = {
  ticket: '一件工单',
  review: '一份审核',
  form: '一份登记单',
  list: '一份清单',
  leave: '一份请假申请',
  handover: '一次交接班',
  change: '一项管理改动',
}

/** Whether a message of this kind is a card with buttons. */
export function isCardKind(kind: string): boolean {
  return (
    [TICKET_CARDS, FORM_CARDS, REVIEW_CARDS].some((cards) => kind in cards) ||
    isDutyCard(kind) ||
    [FOUND, CHANGE].includes(kind)
  )
}

/** Builds every message from the present state of what it is about (the table of cards and texts). */
export function createComposer(deps: {
  tickets: Pick<RecordStore<Ticket>, 'find'>
  reviews: Pick<RecordStore<Review>, 'find'>
  forms: Pick<RecordStore<Form>, 'find'>
  leaves: DutyRecords['leaves']
  handovers: DutyRecords['handovers']
  directory: Directory
  clock: Clock
}): Composer {
  const { tickets, reviews, forms, directory, clock } = deps
  const settingOf = (communityId: string, facts: Record<string, string>): Setting => {
    const community = directory.communities().find(({ id }) => id === communityId)
    if (community === undefined) throw new DeskError('unknown_community', `no community ${communityId}`)
    return {
      facts,
      now: clock.now(),
      timeZone: community.timeZone,
      communityName: community.name,
      departments: directory.departments(communityId),
      nameOf: (userId) => (directory.member(userId) ?? directory.formerMember(userId))?.name ?? userId,
    }
  }

  async function composeTicket(message: Message, id: string): Promise<Body | undefined> {
    const ticket = await tickets.find(id)
    if (ticket === undefined)
      throw new DeskError('ticket_missing', `message ${message.id} is about a missing ticket`)
    const view = { ...settingOf(message.communityId, message.facts), ticket }
    if (message.kind === CARD_OVER)
      return asText(
        sayCardOver(`${ticket.number} ${nameOfTicket(ticket)}`, sayEnd(view.facts.say ?? '', view)),
      )
    const card = TICKET_CARDS[message.kind]
    return card === undefined ? asText(TICKET_TEXTS[message.kind]?.(view)) : asCard(card(view))
  }

  async function composeList({ communityId, facts }: Message): Promise<Body | undefined> {
    const list = fromListFacts(facts)
    const ids = list.ids.slice(list.from, list.from + OPEN_KEYS.length)
    const found = await Promise.all(ids.map((id) => tickets.find(id)))
    return asCard(
      buildListCard({
        ...settingOf(communityId, facts),
        list,
        tickets: found.filter((ticket) => ticket !== undefined),
        communityNames: new Map(directory.communities().map(({ id, name }) => [id, name])),
      }),
    )
  }

  async function composeReview(message: Message, id: string): Promise<Body | undefined> {
    const review = await reviews.find(id)
    if (review === undefined)
      throw new DeskError('review_missing', `message ${message.id} is about a missing review`)
    const view = { ...settingOf(message.communityId, message.facts), review }
    if (message.kind === CARD_OVER)
      return asText(sayCardOver(reviewTitle(view), sayEnd(view.facts.say ?? '', view)))
    const card = REVIEW_CARDS[message.kind]
    return card === undefined ? asText(REVIEW_TEXTS[message.kind]?.(view)) : asCard(card(view))
  }

  async function composeForm(message: Message, id: string): Promise<Body | undefined> {
    const form = await forms.find(id)
    if (form === undefined)
      throw new DeskError('form_missing', `message ${message.id} is about a missing form`)
    const view = { ...settingOf(message.communityId, message.facts), form }
    if (message.kind === CARD_OVER) return asText(sayCardOver('登记单', sayEnd(view.facts.say ?? '', view)))
    const card = FORM_CARDS[message.kind]
    return card === undefined ? asText(FORM_TEXTS[message.kind]?.(view)) : asCard(card(view))
  }

  function composeAbout(
    message: Message,
    { type, id }: Subject,
    setting: Setting,
  ): Promise<Body | undefined> {
    const isOver = message.kind === CARD_OVER
    switch (type) {
      case 'ticket':
        return composeTicket(message, id)
      case 'review':
        return composeReview(message, id)
      case 'form':
        return composeForm(message, id)
      case 'list':
        return composeList(message)
      case 'leave':
        return composeLeave(message, id, setting, deps, isOver)
      case 'handover':
        return composeHandover(message, id, setting, deps, isOver)
      case 'change':
        return Promise.resolve(
          isOver
            ? asText(sayCardOver(SUBJECT_TITLES.change, sayEnd(setting.facts.say ?? '', setting)))
            : asCard(buildChangeCard(setting)),
        )
    }
  }

  /** What the managers' group is told a message is about; nothing that a group must not see. */
  async function aboutOf({ type, id }: Subject): Promise<string> {
    const ticket = type === 'ticket' ? await tickets.find(id) : undefined
    return ticket === undefined
      ? SUBJECT_TITLES[type]
      : `${ticket.number} ${maskedPlaceOf(ticket)} ${categoryOf(ticket)}`
  }

  return {
    async compose(message) {
      const { subject, facts, kind } = message
      if (kind === SAY) return asText(facts.text)
      // What was lost may itself have been a reply about no record.
      if (subject === null && kind === UNREACHABLE)
        return asText(sayUnreachable('一条答复', facts, settingOf(message.communityId, facts).nameOf))
      if (subject === null)
        throw new DeskError('message_without_subject', `message ${message.id} of kind ${kind}`)
      const setting = settingOf(message.communityId, facts)
      if (kind === NOBODY_TO_TELL) return composeNobody(await aboutOf(subject), setting)
      return noteInstead(await composeAbout(message, subject, setting), setting)
    },
    sayEnd: ({ communityId, settlement }) =>
      sayEnd(settlement?.say ?? '', settingOf(communityId, settlement?.facts ?? {})),
  }
}

function asText(text: string | undefined): Body | undefined {
  return text === undefined ? undefined : { form: 'text', text }
}

function asCard(card: ButtonCard | undefined): Body | undefined {
  return card === undefined ? undefined : { form: 'card', card }
}
