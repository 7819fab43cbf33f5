import { createHash } from 'node:crypto'
import type { Directory } from '../directory/index.ts'
import { addSpan } from '../domain/calendar/index.ts'
import { type Form, planForm, planFormExpiry, planFormRegistered } from '../domain/reception/form.ts'
import type { Person } from '../domain/people.ts'
import type { Change, Refusal } from '../domain/record.ts'
import { CATEGORIES, understand } from '../understanding/index.ts'
import type { Addressing } from './addressing.ts'
import { changeRecord, type Outcome } from './change-record.ts'
import type { NewRecord, RecordStore } from './stores.ts'
import type { TicketService } from './tickets.ts'

/** The forms: what the use cases need beyond the common part. */
export interface FormStore extends RecordStore<Form> {
  /** Stores the form; the same id twice is stored once. */
  create(form: NewRecord<Form>): Promise<void>
}

/** What members and the clock do with forms (登记单, REC-4.2). */
export interface FormService {
  /** Opens a form; the same event opens it once. */
  open(speaker: Person, communityId: string, eventId: string, now: Date): Promise<{ id: string; until: Date }>
  /** Applies a decision, which is told until when the next answer is waited for; a form it finishes is registered. */
  change(
    id: string,
    eventId: string,
    now: Date,
    decide: (form: Form, until: Date) => Change<Form> | Refusal | undefined,
  ): Promise<Outcome<Form>>
  /** Registers what is finished and what nobody went on with; resolves to how many. */
  runDue(now: Date, limit: number): Promise<number>
}

/** The use cases of forms; a finished form becomes the ticket whose id comes from it, so it becomes one only. */
export function createFormService(deps: {
  store: FormStore
  tickets: Pick<TicketService, 'open' | 'rules'>
  addressing: Addressing
  directory: Pick<Directory, 'hasRoom'>
}): FormService {
  const { store, tickets, addressing, directory } = deps
  const untilOf = (communityId: string, now: Date) =>
    addSpan(now, tickets.rules(communityId).policy['REC-4.2'].askWithin)

  async function register(form: Form, now: Date): Promise<void> {
    const { communityId, speaker, told, category, channel } = form
    const text = [told.room, told.ownerName, told.phone, told.matter]
      .filter((part) => part !== null)
      .join(' ')
    const heard = understand(told.matter ?? '')
    const sort =
      category === null ? heard : { category, kind: CATEGORIES.get(category)?.defaultKind ?? heard.kind }
    const place = told.room === null ? undefined : understand(told.room)
    const understanding = {
      ...heard,
      kind: sort.kind,
      category: sort.category,
      urgent: heard.urgent || sort.kind === 'emergency',
      room: place?.room ?? null,
      building: place?.building ?? heard.building,
      location:
        place === undefined ? heard.location : place.room === null ? (place.location ?? told.room) : null,
      name: told.ownerName,
      phone: told.phone,
      matter: told.matter ?? '',
    }
    const report = {
      text,
      understanding,
      channel: channel ?? ('chat' as const),
      reporter: speaker,
      receivedAt: now,
    }
    const isRoom = (room: string) => directory.hasRoom(communityId, room)
    const ticket = await tickets.open({ ...report, passedOn: true, isRoom }, communityId, `form:${form.id}`)
    await changeRecord(store, addressing, form.id, `registered:${form.id}`, now, (current) =>
      planFormRegistered(current, ticket.number, now),
    )
  }

  return {
    async open(speaker, communityId, eventId, now) {
      const id = `f${createHash('sha256').update(eventId).digest('hex').slice(0, 23)}`
      const until = untilOf(communityId, now)
      const person = { userId: speaker.userId, name: speaker.name }
      const { set, entries, messages } = planForm({ id, communityId, speaker: person }, until, now)
      await store.create({
        ...set,
        timeline: entries.map((entry) => ({ ...entry, eventId })),
        outbox: addressing.address({ id, communityId }, 1, messages, now),
      })
      return { id, until }
    },
    async change(id, eventId, now, decide) {
      const outcome = await changeRecord(store, addressing, id, eventId, now, (form) =>
        decide(form, untilOf(form.communityId, now)),
      )
      const form =
        'changed' in outcome ? outcome.changed : 'repeated' in outcome ? outcome.repeated : undefined
      if (form?.status === 'finished') await register(form, now)
      return outcome
    },
    async runDue(now, limit) {
      const due = await store.due(now, limit)
      for (const form of due) {
        const eventId = `expiry:${form.id}:${String(form.version)}`
        const outcome = await changeRecord(store, addressing, form.id, eventId, now, (current) =>
          planFormExpiry(current, now),
        )
        const current = 'changed' in outcome ? outcome.changed : form
        if (current.status === 'finished') await register(current, now)
      }
      return due.length
    },
  }
}
