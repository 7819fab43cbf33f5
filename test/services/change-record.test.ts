import { createLogger } from '../../src/logger.ts'
import { expect } from 'chai'
import type { Change, Refusal } from '../../src/domain/record.ts'
import type { Ticket } from '../../src/domain/ticket/index.ts'
import { DeskError } from '../../src/errors.ts'
import { createAddressing } from '../../src/services/addressing.ts'
import { changeRecord } from '../../src/services/change-record.ts'
import { aTicket, hoursLater } from '../support/builders.ts'
import { createMemoryTickets } from '../support/memory-records.ts'
import { sampleDirectory } from '../support/views.ts'

const now = hoursLater(1)
const note: Change<Ticket> = {
  set: { result: 'x' },
  entries: [{ at: now, type: 'noted', by: 'clock', facts: {} }],
  messages: [{ send: 'note_kept', to: { role: 'front_desk' }, lane: 'answer' }],
}

function aStage() {
  const store = createMemoryTickets()
  store.put(aTicket())
  const seen: number[] = []
  const change = (
    eventId: string,
    decide: (ticket: Ticket) => Change<Ticket> | Refusal | undefined = () => note,
  ) =>
    changeRecord(
      store,
      createAddressing(sampleDirectory, createLogger('silent')),
      't1',
      eventId,
      now,
      (ticket) => {
        seen.push(ticket.version)
        return decide(ticket)
      },
    )
  /** Somebody else changes the record so many times just before ours arrives. */
  const interfere = (times: number) => {
    const apply = store.apply.bind(store)
    let left = times
    store.apply = async (record, stored) => {
      if (left > 0) {
        left -= 1
        const entry = {
          at: now,
          type: 'noted',
          by: 'clock' as const,
          eventId: `other-${String(left)}`,
          facts: {},
        }
        await apply(record, { set: {}, entries: [entry], outbox: [] })
      }
      return apply(record, stored)
    }
  }
  return { store, seen, change, interfere }
}

describe('changing a record', () => {
  it('applies fields, timeline and messages as one update', async () => {
    const { store, change } = aStage()
    const outcome = await change('tap-1')
    expect('changed' in outcome && outcome.changed.version).to.equal(2)
    expect(store.all()[0]).to.deep.include({ result: 'x', version: 2 })
    expect(store.all()[0]?.timeline.at(-1)).to.deep.equal({
      at: now,
      type: 'noted',
      by: 'clock',
      facts: {},
      eventId: 'tap-1',
    })
    expect(store.outboxOf('t1')).to.deep.equal([
      {
        id: 't1-2-0',
        version: 2,
        send: 'note_kept',
        to: { users: ['WangFang', 'ChenJing'] },
        lane: 'answer',
        facts: {},
      },
    ])
  })

  it('does the same event once, also when it comes twice at once', async () => {
    const { store, change } = aStage()
    const outcomes = await Promise.all([change('tap-1'), change('tap-1')])
    expect(outcomes.map((outcome) => Object.keys(outcome)[0]).sort()).to.deep.equal(['changed', 'repeated'])
    expect(await change('tap-1')).to.have.property('repeated')
    expect(store.all()[0]?.version).to.equal(2)
  })

  it('asks again about the newer record when somebody was faster', async () => {
    const { seen, change, interfere } = aStage()
    interfere(2)
    expect(await change('tap-1')).to.have.property('changed')
    expect(seen).to.deep.equal([1, 2, 3])
  })

  it('the second decision may be another', async () => {
    const { change, interfere } = aStage()
    interfere(1)
    const outcome = await change('tap-1', (ticket) =>
      ticket.version === 1 ? note : { refused: 'already_taken', facts: { by: '陈静' } },
    )
    expect(outcome).to.deep.include({ refused: 'already_taken', facts: { by: '陈静' } })
    expect('record' in outcome && outcome.record.version).to.equal(2)
  })

  it('gives up with a retryable error rather than for ever', async () => {
    const { change, interfere } = aStage()
    interfere(1000)
    let failure: unknown
    await change('tap-1').catch((error: unknown) => (failure = error))
    expect(failure).to.be.instanceOf(DeskError).and.include({ code: 'record_contended', retryable: true })
  })

  it('writes nothing for a refusal, for nothing to do and for a record that is gone', async () => {
    const { store, change } = aStage()
    expect(await change('e1', () => ({ refused: 'not_allowed' }))).to.include({ refused: 'not_allowed' })
    expect(await change('e2', () => undefined)).to.have.property('idle')
    expect(store.all()).to.deep.equal([aTicket()])
    expect(
      await changeRecord(
        store,
        createAddressing(sampleDirectory, createLogger('silent')),
        'gone',
        'e3',
        now,
        () => note,
      ),
    ).to.deep.equal({ missing: true })
  })
})
