import { expect } from 'chai'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../src/database.ts'
import type { Ticket } from '../../src/domain/ticket/index.ts'
import { startEmbeddedMongo } from '../../src/embedded-mongo/index.ts'
import { readOrder } from '../../src/quality/arguments.ts'
import { after as decided, aTicket, frontDesk, hoursLater, MONDAY_10 } from '../support/builders.ts'
import { createFixedClock } from '../support/fixed-clock.ts'
import { planFinish, planTake } from '../../src/domain/ticket/index.ts'

interface Run {
  code: number
  stdout: string
  stderr: string
}

describe('npm run quality', function () {
  this.timeout(60_000)
  let dataDir: string
  let store: Awaited<ReturnType<typeof startEmbeddedMongo>>

  const run = (...args: string[]): Promise<Run> =>
    new Promise((resolve) => {
      const { PATH, HOME } = process.env
      const command = ['--import', 'tsx', 'src/quality/main.ts', ...args]
      execFile(
        process.execPath,
        command,
        { env: { PATH, HOME, DATA_DIR: dataDir } },
        (error, stdout, stderr) => {
          resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr })
        },
      )
    })

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'desk-quality-'))
    store = await startEmbeddedMongo({ dataDir: join(dataDir, 'store') })
    const database = await openDatabase(store.uri, createFixedClock(MONDAY_10))
    const taken = decided(aTicket(), planTake(aTicket(), frontDesk, hoursLater(1)))
    const closed = decided(taken, planFinish(taken, frontDesk, '已换角阀', hoursLater(3)))
    const tickets: Ticket[] = [
      { ...closed, id: 'a', department: 'engineering' },
      {
        ...aTicket(),
        id: 'b',
        department: 'engineering',
        reception: { ...aTicket().reception, receivedAt: hoursLater(24) },
      },
      { ...aTicket({ text: '大堂灯不亮' }), id: 'c', department: 'order' },
    ]
    for (const { number: _number, version: _version, ...fields } of tickets)
      await database.tickets.create({ ...fields, outbox: [] }, 'JD-20261123')
    await database.close()
  })
  after(async () => {
    await store.stop()
    await rm(dataDir, { recursive: true, force: true })
  })

  it('QM-1 prints each department and all of them, counted from the store of a running desk', async () => {
    const { code, stdout, stderr } = await run(
      '--from',
      '2026-11-23',
      '--to',
      '2026-11-29',
      '--by',
      'department',
    )
    expect(code, stderr).to.equal(0)
    const [head, names, ...rows] = stdout.trimEnd().split('\n')
    expect(head).to.equal('翠湖花园 (cuihu) 2026-11-23 – 2026-11-29')
    expect(names).to.match(/received\s+discarded\s+answered.*on time\s+overdue\s+closed.*repeated.*回访/)
    const figures = rows.map((row) => row.trim().split(/\s{2,}/))
    const told = figures.map((row) => [row.at(-1), row[0], row[2], row[7], row[9]])
    expect(told).to.deep.equal([
      ['engineering', '2', '1/2 50%', '1/2 50%', '1/2 50%'],
      ['order', '1', '0/1 0%', '0/1 0%', '0/0'],
      ['all', '3', '1/3 33%', '1/3 33%', '1/2 50%'],
    ])
    expect(stdout, 'no names, phones or words').to.not.match(/张女士|138|漏水/)
  })

  it('says what is wrong with its arguments, and how to write them', async () => {
    const { code, stdout, stderr } = await run('--from', '2026-11-31', '--community', 'nowhere')
    expect(code).to.equal(1)
    expect(stdout).to.equal('')
    expect(stderr).to.include('--from must be a date of the calendar').and.to.include('--to is missing')
    const nowhere = await run('--from', '2026-11-23', '--to', '2026-11-29', '--community', 'nowhere')
    expect(nowhere.stderr).to.include('there is no community nowhere')
    expect(nowhere.code).to.equal(1)
  })
})

describe('the arguments of the recount', () => {
  const good = ['--from', '2026-11-01', '--to', '2026-11-30']
  it('are two dates, and by community unless told otherwise', () => {
    const order = { from: '2026-11-01', to: '2026-11-30', by: 'community', community: undefined }
    expect(readOrder(good)).to.deep.equal({ order })
    expect(readOrder([...good, '--by', 'week'])).to.deep.equal({ order: { ...order, by: 'week' } })
  })
  for (const [name, args] of [
    ['none', []],
    ['an unknown dimension', [...good, '--by', 'phone']],
    ['an unknown option', [...good, '--drop', 'all']],
    ['a stray word', [...good, 'week']],
    ['an end before the start', ['--from', '2026-11-02', '--to', '2026-11-01']],
    ['a number', ['--from', '20261101', '--to', '2026-11-30']],
  ] as const) {
    it(`${name} is refused`, () => expect(readOrder(args)).to.have.property('problems').that.is.not.empty)
  }
})
