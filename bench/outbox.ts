import { LANES } from '../src/domain/record.ts'
import { openStand, someMessages, type Stand } from './outbox/stand.ts'

/* The outbox under ten times the platform's quotas, against the emulator: nothing may vanish, nothing be refused, the
   allowed rate be used, and danger not wait behind a long queue. Time is the emulator's; the machine's is told apart. */

const MEMBERS = ['Anna', 'Bao', 'Chen', 'Ding']
const GROUP = 'benchgroup'
const MINUTE_MS = 60_000
const PER_MINUTE = 30
const PER_HOUR = 1000
const GROUP_PER_MINUTE = 200
const REMINDERS = 10_000

/** Lets time pass until the instant, sending whatever can be sent meanwhile. */
async function passUntil(stand: Stand, end: Date): Promise<void> {
  for (;;) {
    await stand.dispatch()
    const next = await stand.nextAt()
    if (next === undefined || next >= end) break
    stand.moveTo(next)
  }
  stand.moveTo(end)
}

const later = (stand: Stand, ms: number): Date => new Date(stand.now().getTime() + ms)
const linesOf = (stand: Stand, userId: string): number => {
  const shown = stand.emulator.phones.memberInbox(userId)
  if ('refused' in shown) throw new Error(shown.refused)
  return shown.length
}
const linesOfGroup = (stand: Stand): number => {
  const shown = stand.emulator.phones.groupMessages(GROUP)
  if ('refused' in shown) throw new Error(shown.refused)
  return shown.length
}
const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`

/** Ten times the quota of each minute to every member and to a group, in all lanes. */
async function overload(stand: Stand, minutes: number): Promise<void> {
  const before = MEMBERS.map((userId) => linesOf(stand, userId))
  const lanes = LANES.filter((lane) => lane !== 'danger')
  for (let minute = 0; minute < minutes; minute += 1) {
    for (const userId of MEMBERS)
      for (const lane of lanes)
        await stand.messages.enqueue(
          someMessages((10 * PER_MINUTE) / lanes.length, { users: [userId] }, lane),
          stand.now(),
        )
    await stand.messages.enqueue(someMessages(10 * GROUP_PER_MINUTE, { chatId: GROUP }, 'task'), stand.now())
    await passUntil(stand, later(stand, MINUTE_MS))
  }
  const used = MEMBERS.map((userId, index) => linesOf(stand, userId) - (before[index] ?? 0))
  const least = Math.min(...used)
  console.log(
    `ten times the quota of a minute, ${minutes} minutes, ${MEMBERS.length} members and a group of them`,
  )
  console.log(
    `  member, least served   ${least} of ${PER_MINUTE * minutes} allowed, ${percent(least, PER_MINUTE * minutes)}`,
  )
  const inGroup = linesOfGroup(stand)
  console.log(
    `  group                  ${inGroup} of ${GROUP_PER_MINUTE * minutes} allowed, ${percent(inGroup, GROUP_PER_MINUTE * minutes)}`,
  )
}

/** Danger to one member every two minutes; what it waits in the emulator's time, and how long this machine takes. */
async function danger(stand: Stand, name: string, times: number): Promise<void> {
  const waits: number[] = []
  const machine: number[] = []
  for (let time = 0; time < times; time += 1) {
    const [message] = someMessages(1, { users: [MEMBERS[0] ?? ''] }, 'danger')
    if (message === undefined) throw new Error('no message')
    const queuedAt = stand.now().getTime()
    await stand.messages.enqueue([message], stand.now())
    const started = performance.now()
    await stand.dispatch()
    while (!stand.hadAt.has(message.id)) {
      const next = await stand.nextAt()
      if (next === undefined) throw new Error('danger is lost')
      stand.moveTo(next)
      await stand.dispatch()
    }
    waits.push(stand.now().getTime() - queuedAt)
    machine.push((stand.hadAt.get(message.id) ?? 0) - started)
    await passUntil(stand, later(stand, 2 * MINUTE_MS))
  }
  const half = machine.toSorted((a, b) => a - b)[Math.floor(machine.length / 2)] ?? 0
  console.log(
    `  ${name.padEnd(26)} waits ${Math.max(...waits)} ms at most of ${waits.length}; this machine needs ${half.toFixed(0)} ms for it`,
  )
}

/** What a look into the queue costs this machine while thousands wait for quota. */
async function look(stand: Stand): Promise<void> {
  const times: number[] = []
  for (let time = 0; time < 50; time += 1) {
    const begun = performance.now()
    if ((await stand.messages.claim('sending', stand.now(), 'look', later(stand, MINUTE_MS))) !== undefined)
      throw new Error('something was due')
    times.push(performance.now() - begun)
  }
  const half = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
  console.log(`  a look past all that is held  this machine needs ${half.toFixed(1)} ms for it`)
}

const started = performance.now()
const stand = await openStand(MEMBERS, GROUP)
try {
  console.log('danger to one member, every two minutes')
  await danger(stand, 'nothing else queued', 10)
  await stand.messages.enqueue(
    someMessages(REMINDERS, { users: [MEMBERS[0] ?? ''] }, 'reminder'),
    stand.now(),
  )
  const begin = stand.now()
  const before = linesOf(stand, MEMBERS[0] ?? '')
  await stand.dispatch()
  await look(stand)
  await danger(stand, `${REMINDERS} reminders queued`, 10)
  await passUntil(stand, new Date(begin.getTime() + 60 * MINUTE_MS))
  const used = linesOf(stand, MEMBERS[0] ?? '') - before
  console.log(`ten times the quota of an hour to one member, one hour`)
  console.log(`  member                 ${used} of ${PER_HOUR} allowed, ${percent(used, PER_HOUR)}`)
  stand.moveTo(later(stand, 61 * MINUTE_MS))
  await overload(stand, 3)

  const violations = stand.emulator.violations()
  const dropped = violations.filter(({ kind }) => kind === 'dropped').length
  const refused = violations.filter(({ errcode }) => errcode === 45009).length
  console.log(
    `silent drops ${dropped}, 45009 ${refused}, other violations ${violations.length - dropped - refused}`,
  )
  console.log(`this machine needed ${((performance.now() - started) / 1000).toFixed(0)} s`)
  if (violations.length > 0) process.exitCode = 1
} finally {
  await stand.close()
}
