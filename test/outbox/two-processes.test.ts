import { spawn, spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { createLogger } from '../../src/logger.ts'
import type { NewMessage } from '../../src/outbox/message.ts'
import { createUndo } from '../../src/running.ts'
import {
  createEmulator,
  createSandboxWorld,
  SANDBOX_CREDENTIALS,
  type Emulator,
} from '../../src/sandbox/wecom/index.ts'
import { createMemoryState } from '../../src/shared-state/memory-state.ts'
import { createRedisState } from '../../src/shared-state/redis-state.ts'
import { createWecomClient } from '../../src/wecom/client.ts'
import { freePort } from '../sandbox/wecom/support/program.ts'
import { startProcess } from '../support/desk-process.ts'
import { openTestDatabase } from '../support/test-database.ts'

const MEMBERS = ['WangFang', 'ChenJing']
const GROUP = 'group1'
const clock = { now: () => new Date() }

const textsOf = (shown: ReturnType<Emulator['phones']['memberInbox']>): string[] =>
  'refused' in shown ? [] : shown.map(({ text }) => text)

describe('two outboxes in two processes on one Redis', function () {
  this.timeout(120_000)
  const undo = createUndo()
  afterEach(() => undo.undo())

  if (spawnSync('redis-server', ['--version']).status !== 0) {
    it('keep the budgets together (pending: there is no redis-server on this machine)')
    return
  }

  it('send no more than the budgets allow, and nothing twice', async () => {
    const port = await freePort()
    const redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], {
      stdio: 'ignore',
    })
    undo.add(() => Promise.resolve(void redis.kill('SIGKILL')))
    const redisUrl = `redis://127.0.0.1:${String(port)}`
    const probe = createRedisState(redisUrl, () => undefined)
    undo.add(() => probe.close())
    while (
      !(await probe.ping().then(
        () => true,
        () => false,
      ))
    )
      await sleep(50)
    const database = await openTestDatabase(clock)
    undo.add(() => database.drop())
    const logger = createLogger('silent')
    const world = createSandboxWorld({
      members: MEMBERS.map((userId) => ({ userId, name: userId })),
      owners: [],
    })
    const emulator = createEmulator({ world, clock, logger })
    undo.add(() => emulator.close())
    const apiBase = await emulator.listen()
    const { corpId, ...agent } = SANDBOX_CREDENTIALS
    const sharedState = createMemoryState(clock)
    const client = createWecomClient({ apiBase, corpId, ...agent, sharedState, clock, logger })
    await client.createGroup({ chatId: GROUP, name: 'group', userIds: MEMBERS })

    const { messages } = database
    const some = (wanted: number, name: string, to: NewMessage['to'], lane: NewMessage['lane'] = 'task') =>
      messages.enqueue(
        Array.from({ length: wanted }, (_, n) => {
          const id = `${name}-${String(n)}`
          return { id, kind: id, subject: null, communityId: 'cuihu', isCard: false, facts: {}, lane, to }
        }),
        clock.now(),
      )
    for (const userId of MEMBERS) await some(150, userId, { users: [userId] })
    await some(50, 'both', { users: MEMBERS }, 'reminder')
    await some(260, 'group', { chatId: GROUP })
    const env = { MONGODB_URI: database.uri, REDIS_URL: redisUrl, WECOM_API_BASE: apiBase }
    for (const outbox of await Promise.all(
      [1, 2].map(() => startProcess('test/outbox/support/outbox-process.ts', env)),
    ))
      undo.add(() => outbox.kill())

    const isDue = async () => (await messages.countWaiting()).some(({ waits }) => waits === 'due')
    while (await isDue()) await sleep(100)
    await some(3, 'danger', { users: ['WangFang'] }, 'danger')
    while (await isDue()) await sleep(100)

    // Above a budget the platform drops or refuses, and its report would say so; all lanes but danger use 95 % of it.
    const inboxes = MEMBERS.map((userId) => textsOf(emulator.phones.memberInbox(userId)))
    for (const texts of inboxes) expect(texts).to.have.length.of.at.least(29)
    expect(inboxes[0]?.filter((text) => text.startsWith('danger'))).to.not.deep.equal([])
    const inGroup = textsOf(emulator.phones.groupMessages(GROUP))
    expect(inGroup).to.have.length.of.at.least(190)
    for (const texts of [...inboxes, inGroup]) expect(new Set(texts).size).to.equal(texts.length)
    expect(emulator.violations()).to.deep.equal([])
  })
})
