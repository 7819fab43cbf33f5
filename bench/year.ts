import { parseArgs } from 'node:util'
import { DateTime } from 'luxon'
import { loadConfig } from '../src/config/index.ts'
import { buildRooms } from '../src/directory/rooms.ts'
import { createChance } from './year/chance.ts'
import { figuresOf } from './year/figures.ts'
import { createHabits } from './year/habits.ts'
import { checkYear, type Local } from './year/invariants.ts'
import { play } from './year/play.ts'
import { readRecords } from './year/records.ts'
import { planOwners, planReports } from './year/reports.ts'
import { openYear } from './year/world.ts'

/* A year of the sample community on the sandbox's clock: people report, take, work, forget and are reminded; at the end
   every rule must hold on every ticket. Several desks on one database need Redis. */

const { values } = parseArgs({
  options: {
    tickets: { type: 'string', default: '5000' },
    days: { type: 'string', default: '365' },
    seed: { type: 'string', default: '1' },
    desks: { type: 'string', default: '1' },
    from: { type: 'string', default: '2026-01-01' },
  },
})
const [count, days, seed, desks] = [values.tickets, values.days, values.seed, values.desks].map(Number)
if (count === undefined || days === undefined || seed === undefined || desks === undefined)
  throw new Error('numbers are needed')

const began = performance.now()
const config = loadConfig(process.env, process.env.CONFIG_DIR ?? 'config')
const [community] = config.communities
if (community === undefined) throw new Error('a community is needed')
if (desks > 1 && config.redisUrl === undefined) throw new Error('several desks need REDIS_URL')
const { timeZone } = community
const chance = createChance(seed)
const start = DateTime.fromISO(values.from, { zone: timeZone }).toJSDate()
// What is open on the last day still runs its course for two weeks, without new reports.
const end = DateTime.fromJSDate(start, { zone: timeZone })
  .plus({ days: days + 14 })
  .toJSDate()
const owners = planOwners([...buildRooms(community)], Math.ceil(count / 6), chance)
const withRole = (role: string) =>
  community.members.filter(({ roles }) => roles.some((each) => each === role)).map(({ userId }) => userId)
const frontDesk = withRole('front_desk')
const reports = planReports({
  from: start,
  days,
  count,
  timeZone,
  owners,
  frontDesk,
  staff: withRole('staff'),
  chance,
})
const half = Math.ceil(frontDesk.length / 2)
const players = community.members.map(({ userId }) => {
  const place = frontDesk.indexOf(userId)
  const hours = place < 0 ? { from: 8, to: 19 } : place < half ? { from: 8, to: 20 } : { from: 20, to: 8 }
  return { userId, hours }
})

const world = await openYear({ config, owners, start, desks })
try {
  const react = createHabits(chance, timeZone)
  const played = await play(world, { reports, players, react, end }, (day) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${day.toISOString().slice(0, 10)}`)
  })
  const records = await readRecords(world.connection)
  const local: Local = { timeZone, quiet: config.policyFor(community.id).quietHours }
  const violations = world.emulator.violations().map(({ kind, api, detail }) => `${kind} ${api} ${detail}`)
  const invariants = [
    ...checkYear(records, reports, world.now(), local),
    { says: 'the platform refused, dropped and cut nothing', broken: violations },
  ]
  const took = ((performance.now() - began) / 1000).toFixed(0)
  console.log(
    `${String(count)} reports in ${String(days)} days, ${String(desks)} desk(s), ${took} s of the machine`,
  )
  console.log(
    `acts of people: ${String(played.acts)}; refused by the phones: ${JSON.stringify(Object.fromEntries(played.refusals))}`,
  )
  for (const line of figuresOf(records, local)) console.log(line)
  for (const { says, broken } of invariants)
    console.log(
      `${broken.length === 0 ? 'holds ' : 'BROKEN'} ${says}${broken.length === 0 ? '' : `: ${String(broken.length)} times, ${broken.slice(0, 5).join('; ')}`}`,
    )
  if (invariants.some(({ broken }) => broken.length > 0)) process.exitCode = 1
} finally {
  await world.close()
}
