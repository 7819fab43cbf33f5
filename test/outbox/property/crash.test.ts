import { expect } from 'chai'
import { createRandomDesk, MEMBERS } from './random-desk.ts'

/** Enough for relaying, claiming, building, keeping, calling and recording a few messages, and ending a card. */
const STEPS = 45

describe('a desk that dies between two steps of sending', function () {
  this.timeout(60_000)

  for (const after of [false, true])
    it(`${after ? 'after' : 'before'} the step has taken effect: nothing is lost, nothing comes twice`, async () => {
      let deaths = 0
      for (let step = 1; step <= STEPS; step += 1) {
        const desk = createRandomDesk(7)
        const { world, messages, records } = desk
        desk.endFaults()
        const [record] = records
        if (record === undefined) throw new Error('no record')
        const tellAll = (): void => {
          desk.change(record)
          record.closed = false
          record.viewers = [...MEMBERS]
          const { id, version, stage } = record
          record.outbox = record.outbox.filter((item) => 'settle' in item)
          record.outbox.push({
            id: `${id}-${String(version)}-1`,
            version,
            send: 'stage',
            to: { users: [...MEMBERS] },
            lane: 'task',
            facts: { stage: String(stage) },
          })
        }
        tellAll()
        await desk.run()
        tellAll()
        await desk.remind()
        desk.dieAt(step, after)
        await desk.run()
        await desk.calmDown()
        deaths += desk.deaths()

        const where = `death ${after ? 'after' : 'before'} step ${String(step)}`
        expect(
          messages.all().filter(({ state }) => state !== 'sent' && state !== 'folded'),
          where,
        ).to.deep.equal([])
        for (const userId of MEMBERS) {
          const cards = world.platform.threads.of(`member:${userId}`).filter(({ card }) => card !== null)
          expect(
            cards.map(({ taskId, replacedBy }) => `${taskId} ${replacedBy ?? 'live'}`),
            `${where}, ${userId}`,
          ).to.deep.equal(['R1-2-1 ended by 3', 'R1-3-1 live'])
        }
        const told = MEMBERS.flatMap((userId) =>
          world.platform.threads
            .of(`member:${userId}`)
            .flatMap(({ text }) => text.match(/reminder-\d+/g) ?? []),
        )
        expect(told, where).to.have.length(desk.reminders())
        expect(new Set(told).size, where).to.equal(desk.reminders())
        expect(world.platform.violations.filter(({ kind }) => kind === 'dropped')).to.deep.equal([])
      }
      expect(deaths, 'every step was the last of some process').to.equal(STEPS)
    })
})
