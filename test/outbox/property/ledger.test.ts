import { expect } from 'chai'
import { createRandomDesk, MEMBERS } from './random-desk.ts'

const RUNS = 1000
const STEPS = 40

type Desk = ReturnType<typeof createRandomDesk>

/** What is wrong with the world after everything has come to rest; empty when nothing is. */
function faultsOf({ world, messages, records, reminders }: Desk): string[] {
  const faults: string[] = []
  const { platform } = world
  for (const { kind, errcode, detail } of platform.violations)
    if (kind === 'dropped' || errcode === 45009) faults.push(`over the quota: ${detail}`)

  const sent = new Map<string, string>()
  for (const { code, outcome } of world.codesSent) {
    // Only a code whose outcome nobody knows may be sent again.
    if (sent.get(code) === 'known' && outcome !== 'forgotten') faults.push(`code ${code} used twice`)
    sent.set(code, outcome)
  }

  const all = messages.all()
  for (const { id, state, awaits } of all)
    if (state === 'queued' || state === 'dead' || awaits !== 'nothing')
      faults.push(`${id} is ${state}, ${awaits}`)

  for (const userId of MEMBERS) {
    const lines = platform.threads.of(`member:${userId}`)
    const seen = new Set<string>()
    for (const [index, line] of lines.entries()) {
      if (line.card === null) continue
      if (seen.has(line.taskId)) faults.push(`${userId} has ${line.taskId} twice`)
      seen.add(line.taskId)
      const [recordId = '', stage = ''] = line.card.main_title.title.split(' ')
      const record = records.find(({ id }) => id === recordId)
      const isTrue = record?.closed === false && stage === String(record.stage)
      const isLive = line.replacedBy === null
      if (isTrue && !isLive) faults.push(`${userId}: ${line.taskId} ended although it is true`)
      if (!isTrue && isLive) {
        const later = lines.slice(index + 1)
        const isTold = later.some(
          ({ text, card }) =>
            text.includes(`over ${recordId}`) || (card?.main_title.title.startsWith(`${recordId} `) ?? false),
        )
        if (!isTold) faults.push(`${userId}: ${line.taskId} looks live and nobody said otherwise`)
      }
    }
  }

  for (const { id, stage, closed, viewers } of records)
    for (const userId of closed ? [] : viewers) {
      const has = platform.threads
        .of(`member:${userId}`)
        .some(
          ({ card, replacedBy }) =>
            card?.main_title.title === `${id} ${String(stage)}` && replacedBy === null,
        )
      if (!has) faults.push(`${userId} never got ${id} ${String(stage)}`)
    }

  const told = MEMBERS.flatMap((userId) =>
    platform.threads.of(`member:${userId}`).flatMap(({ text }) => text.match(/reminder-\d+/g) ?? []),
  )
  if (new Set(told).size !== reminders()) faults.push(`${reminders() - new Set(told).size} reminders lost`)
  return faults
}

describe('the card ledger and the quotas, whatever happens', function () {
  this.timeout(240_000)

  it(`${String(RUNS)} random runs: no wrong card, no code twice, nothing over a quota, nothing lost`, async () => {
    for (let seed = 1; seed <= RUNS; seed += 1) {
      const desk = createRandomDesk(seed)
      for (let step = 0; step < STEPS; step += 1) await desk.step()
      await desk.calmDown()
      expect(faultsOf(desk), `seed ${String(seed)}`).to.deep.equal([])
    }
  })
})
