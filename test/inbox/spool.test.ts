import { expect } from 'chai'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { codeOf } from '../../src/errors.ts'
import type { DeskEvent } from '../../src/inbox/desk-event.ts'
import { createSpool, type Spool } from '../../src/inbox/spool.ts'
import { anOwnersText, aTap, aText } from '../support/events.ts'

describe('the spool', () => {
  let dataDir: string
  let spool: Spool
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'desk-spool-'))
    spool = createSpool(dataDir)
  })
  afterEach(() => rm(dataDir, { recursive: true, force: true }))

  const files = () => readdir(join(dataDir, 'inbox-spool'))
  async function drained(from = spool): Promise<DeskEvent[]> {
    const events: DeskEvent[] = []
    await from.drain((event) => {
      events.push(event)
      return Promise.resolve()
    })
    return events
  }

  it('gives back what it was given, of every kind, instants revived, to another process', async () => {
    const events = [
      aText('漏水\n"厨房" 😀'),
      aTap('card:take', { selected: { department: ['order'] } }),
      anOwnersText('您好'),
    ]
    for (const event of events) await spool.add(event)
    expect(await drained(createSpool(dataDir))).to.have.deep.members(events)
    expect(await drained()).to.deep.equal([])
    expect(await files()).to.deep.equal([])
  })

  it('has nothing before the first outage', async () => {
    expect(await spool.drain(() => Promise.reject(new Error('not called')))).to.equal(0)
  })

  it('keeps the same delivery once, also when it comes twice at once', async () => {
    const event = aText('漏水')
    await Promise.all([
      spool.add(event),
      spool.add(event),
      spool.add(aText('漏水', { deliveryId: event.deliveryId })),
    ])
    expect(await drained()).to.have.length(1)
  })

  it('takes ids that are no file names', async () => {
    const event = aText('漏水', { deliveryId: '../../etc/passwd\u0000|' + 'x'.repeat(5000) })
    await spool.add(event)
    expect(await drained()).to.deep.equal([event])
  })

  it('keeps what could not be taken, and everything after it, for the next time', async () => {
    for (const text of ['a', 'b', 'c']) await spool.add(aText(text))
    let taken = 0
    const work = spool.drain(() => {
      taken += 1
      return taken === 2 ? Promise.reject(new Error('database away')) : Promise.resolve()
    })
    let failure = ''
    await work.catch((error: unknown) => (failure = String(error)))
    expect(failure).to.include('database away')
    expect(taken).to.equal(2)
    expect(await drained()).to.have.length(2)
  })

  it('a broken file does not keep the others waiting: it is set aside, told once and kept', async () => {
    await spool.add(aText('漏水'))
    // The first in the folder, so that the others come after it.
    await writeFile(join(dataDir, 'inbox-spool', '0000.json'), '{"kind":"text","deliver')
    await writeFile(
      join(dataDir, 'inbox-spool', '0001.json'),
      '{"kind":"from_a_newer_version","deliveryId":"x"}',
    )
    const events: DeskEvent[] = []
    let code = ''
    await spool
      .drain((event) => Promise.resolve(void events.push(event)))
      .catch((error: unknown) => (code = codeOf(error)))
    expect(code).to.equal('spool_unreadable')
    expect(events).to.have.length(1)
    expect(await files()).to.have.members(['0000.json.broken', '0001.json.broken'])
    expect(await spool.drain(() => Promise.reject(new Error('not called')))).to.equal(0)
  })

  it('does not look at drafts that a crash left behind', async () => {
    await spool.add(aText('漏水'))
    await writeFile(join(dataDir, 'inbox-spool', 'x.draft'), '{"kin')
    expect(await drained()).to.have.length(1)
  })
})
