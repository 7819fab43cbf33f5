import { buildLeaveCard, HANDOVER_CARDS } from '../cards/duty-cards.ts'
import type { Handover } from '../domain/duty/handover.ts'
import type { Leave } from '../domain/duty/leave.ts'
import { DeskError } from '../errors.ts'
import type { RecordStore } from '../services/stores.ts'
import { sayCardOver } from '../texts/card-over.ts'
import { nameOfLeave } from '../texts/duty-texts.ts'
import { sayEnd } from '../texts/ends.ts'
import { HANDOVER_TEXTS, handoverTitle } from '../texts/handover-texts.ts'
import { LEAVE_TEXTS } from '../texts/leave-texts.ts'
import type { Setting } from '../texts/view.ts'
import type { Body } from './body.ts'
import type { Message } from './message.ts'

/** The records of duty, for messages about them. */
export interface DutyRecords {
  leaves: Pick<RecordStore<Leave>, 'find'>
  handovers: Pick<RecordStore<Handover>, 'find'>
}

/** Kind of the card that asks for the word on a leave. */
export const LEAVE_CARD = 'leave'

/** Whether a message of this kind is a card about leave or a handover. */
export function isDutyCard(kind: string): boolean {
  return kind === LEAVE_CARD || kind in HANDOVER_CARDS
}

/** A message about a leave from its present state; `isOver` asks for the line that ends an old card. */
export async function composeLeave(
  message: Message,
  id: string,
  setting: Setting,
  { leaves }: DutyRecords,
  isOver: boolean,
): Promise<Body | undefined> {
  const leave = await leaves.find(id)
  if (leave === undefined)
    throw new DeskError('leave_missing', `message ${message.id} is about a missing leave`)
  const view = { ...setting, leave }
  if (isOver) {
    const about = `${leave.person.name} ${nameOfLeave(leave, setting.timeZone)}`
    return asText(sayCardOver(about, sayEnd(setting.facts.say ?? '', view)))
  }
  return message.kind === LEAVE_CARD
    ? asCard(buildLeaveCard(view))
    : asText(LEAVE_TEXTS[message.kind]?.(view))
}

/** A message about a handover from its present state. */
export async function composeHandover(
  message: Message,
  id: string,
  setting: Setting,
  { handovers }: DutyRecords,
  isOver: boolean,
): Promise<Body | undefined> {
  const handover = await handovers.find(id)
  if (handover === undefined)
    throw new DeskError('handover_missing', `message ${message.id} is about a missing handover`)
  const view = { ...setting, handover }
  if (isOver) return asText(sayCardOver(handoverTitle(view), sayEnd(setting.facts.say ?? '', view)))
  const card = HANDOVER_CARDS[message.kind]
  return card === undefined ? asText(HANDOVER_TEXTS[message.kind]?.(view)) : asCard(card(view))
}

function asText(text: string | undefined): Body | undefined {
  return text === undefined ? undefined : { form: 'text', text }
}

function asCard(card: ReturnType<typeof buildLeaveCard>): Body | undefined {
  return card === undefined ? undefined : { form: 'card', card }
}
