import { CATEGORIES, type Category, type Understanding } from '../../understanding/index.ts'
import type { Person } from '../people.ts'
import type { Change, DeskRecord, Doer, Refusal } from '../record.ts'
import type { Channel, RequiredField } from '../ticket/ticket.ts'

/** What a form asks for, one after the other. */
export const FORM_FIELDS = [
  'room',
  'ownerName',
  'phone',
  'matter',
] as const satisfies readonly RequiredField[]

/**
 * 登记单: a record that a member fills in step by step (REC-4.2). It becomes a ticket when it is whole, or, with what was
 * told by then, when nothing more was told in time; only 取消 ends it without one.
 */
export interface Form extends DeskRecord {
  speaker: Person
  /** open → finished (to be registered) → over. */
  status: 'open' | 'finished' | 'over'
  channel: Extract<Channel, 'walk_in' | 'phone'> | null
  /** The level-1 sort chosen, to offer its categories. */
  group: string | null
  category: Category | null
  told: Record<RequiredField, string | null>
}

type Decision = Change<Form> | Refusal

/** Opens an empty form and sends its card. */
export function planForm(
  about: Pick<Form, 'id' | 'communityId' | 'speaker'>,
  until: Date,
  now: Date,
): Change<Form> & { set: Omit<Form, 'version' | 'timeline'> } {
  const told = { room: null, ownerName: null, phone: null, matter: null }
  const empty = { status: 'open', channel: null, group: null, category: null, told } as const
  return {
    set: { ...about, ...empty, nextActionAt: until },
    entries: [{ at: now, type: 'form_opened', by: about.speaker, rule: 'REC-4.2', facts: {} }],
    messages: [{ send: 'form', to: { users: [about.speaker.userId] }, lane: 'answer' }],
  }
}

/** 上门 or 来电 with the level-1 sort: the card of the finer sorts follows, or the first question. */
export function planFormChannel(
  form: Form,
  by: Person,
  chosen: { channel: 'walk_in' | 'phone'; group: string | null },
  until: Date,
  now: Date,
): Decision {
  const refusal = refuseUnlessTheirs(form, by)
  if (refusal !== undefined) return refusal
  const hasCategories = [...CATEGORIES.values()].some(({ group }) => group === chosen.group)
  const next = { ...form, ...chosen, group: hasCategories ? chosen.group : null }
  const facts = { name: by.name, at: now.toISOString() }
  return {
    set: { channel: next.channel, group: next.group, nextActionAt: until },
    entries: [{ at: now, type: 'form_channel', by, facts: { channel: next.channel } }],
    messages: [
      { settle: 'all', say: 'form_chosen', facts },
      next.group === null
        ? askNext(next)
        : { send: 'form_category', to: { users: [form.speaker.userId] }, lane: 'answer' },
    ],
  }
}

/** The finer sort, or none: the words will tell; the first question follows. */
export function planFormCategory(form: Form, by: Person, chosen: string, until: Date, now: Date): Decision {
  const refusal = refuseUnlessTheirs(form, by)
  if (refusal !== undefined) return refusal
  const category = [...CATEGORIES.keys()].find((key) => key === chosen) ?? null
  const facts = { name: by.name, at: now.toISOString() }
  return {
    set: { category, nextActionAt: until },
    entries: [{ at: now, type: 'form_category', by, facts: { category: category ?? '' } }],
    messages: [{ settle: 'all', say: 'form_chosen', facts }, askNext(form)],
  }
}

/** Words fill in what was asked for and whatever else is heard in them; a whole form is finished. */
export function planFormWords(
  form: Form,
  by: Person,
  { text, heard }: { text: string; heard: Understanding },
  until: Date,
  now: Date,
): Decision {
  const refusal = refuseUnlessTheirs(form, by)
  if (refusal !== undefined) return refusal
  const { told } = form
  const asked = nextField(form)
  const next = {
    ...form,
    told: {
      room: told.room ?? heard.room ?? (asked === 'room' && heard.phone === null ? text.slice(0, 50) : null),
      ownerName: told.ownerName ?? heard.name ?? (asked === 'ownerName' ? text.slice(0, 20) : null),
      phone: told.phone ?? heard.phone,
      matter:
        told.matter ??
        (asked === 'matter'
          ? text
          : heard.room !== null && heard.kind !== 'other'
            ? heard.matter || null
            : null),
    },
  }
  const isWhole = nextField(next) === undefined
  return {
    set: { told: next.told, status: isWhole ? 'finished' : 'open', nextActionAt: isWhole ? now : until },
    entries: [{ at: now, type: 'form_told', by, facts: {} }],
    messages: isWhole ? [endCards(by, now)] : [askNext(next)],
  }
}

/** 取消: the form ends without a ticket. */
export function planFormCancel(form: Form, by: Person, now: Date): Decision {
  const refusal = refuseUnlessTheirs(form, by)
  if (refusal !== undefined) return refusal
  const facts = { name: by.name, at: now.toISOString() }
  return {
    set: { status: 'over', nextActionAt: null },
    entries: [{ at: now, type: 'form_cancelled', by, facts: {} }],
    messages: [
      { settle: 'all', say: 'form_cancelled', facts },
      { send: 'form_cancelled_note', to: { users: [form.speaker.userId] }, lane: 'answer' },
    ],
  }
}

/** Nothing more was told in time: what was told becomes an incomplete record, an empty form just ends. */
export function planFormExpiry(form: Form, now: Date): Change<Form> | undefined {
  if (form.status !== 'open' || form.nextActionAt === null || now < form.nextActionAt) return undefined
  const isEmpty = Object.values(form.told).every((part) => part === null)
  return {
    set: isEmpty ? { status: 'over', nextActionAt: null } : { status: 'finished', nextActionAt: now },
    entries: [{ at: now, type: 'form_expired', by: 'clock', facts: {} }],
    messages: [endCards('clock', now)],
  }
}

/** The finished form has become a ticket. */
export function planFormRegistered(form: Form, number: string, now: Date): Change<Form> | undefined {
  if (form.status !== 'finished') return undefined
  return {
    set: { status: 'over', nextActionAt: null },
    entries: [{ at: now, type: 'form_registered', by: form.speaker, facts: { number } }],
    messages: [],
  }
}

/** What is asked for next. */
export function nextField({ told }: Pick<Form, 'told'>): RequiredField | undefined {
  return FORM_FIELDS.find((field) => told[field] === null)
}

function askNext(form: Form): Change<Form>['messages'][number] {
  const facts = { field: nextField(form) ?? '' }
  return { send: 'form_ask', to: { users: [form.speaker.userId] }, lane: 'answer', facts }
}

function endCards(by: Doer, now: Date): Change<Form>['messages'][number] {
  const name = by !== 'clock' && 'name' in by ? by.name : ''
  return { settle: 'all', say: 'form_over', facts: { name, at: now.toISOString() } }
}

function refuseUnlessTheirs(form: Form, by: Person): Refusal | undefined {
  if (form.speaker.userId.toLowerCase() !== by.userId.toLowerCase()) return { refused: 'not_allowed' }
  return form.status === 'open' ? undefined : { refused: 'already_over', facts: { event: 'form_over' } }
}
