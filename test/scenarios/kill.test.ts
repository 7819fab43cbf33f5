import { expect } from 'chai'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startProcess, type DeskProcess } from '../support/desk-process.ts'
import { createSandboxClient, type SandboxClient } from '../support/sandbox-client.ts'

const REPORT = '3栋2单元501 张女士 13800000000 厨房漏水'
const REASON = '属业主自有管道'
const KILLS = 10
/** The longest time that a process may live before it is killed, in milliseconds; the shortest is a twentieth of it. */
const LONGEST_LIFE_MS = 2500
const WATCHED = ['ZhaoQiang', 'WangFang', 'ChenJing', 'SunLi', 'HeZhiyuan']

/** The story as a person would live it who looks at the phones after every interruption and goes on where it stands. */
const STORY: ((desk: SandboxClient) => Promise<void>)[] = [
  (desk) => until(desk, '2026-11-30T10:00:00+08:00'),
  async (desk) => {
    if (!(await desk.inbox('ZhaoQiang')).some(({ text }) => text === REPORT))
      await desk.says('ZhaoQiang', REPORT)
    await desk.advance('PT1S')
  },
  async (desk) => {
    const taken = (await desk.inbox('WangFang')).some(
      ({ card }) => card?.replacedBy?.endsWith('已接单') === true,
    )
    if (!taken) await tap(desk, 'WangFang', '接单')
    await desk.advance('PT1S')
  },
  (desk) => until(desk, '2026-12-02T10:30:00+08:00'),
  (desk) => until(desk, '2026-12-07T10:30:00+08:00'),
  async (desk) => {
    if (await said(desk, 'HeZhiyuan', /请直接回复无法处理的原因/u)) return
    await tap(desk, 'HeZhiyuan', '关闭并说明原因')
    await desk.advance('PT1S')
  },
  async (desk) => {
    if (!(await desk.inbox('HeZhiyuan')).some(({ text }) => text === REASON))
      await desk.says('HeZhiyuan', REASON)
    await desk.advance('PT1S')
  },
  (desk) => until(desk, '2026-12-14T09:30:00+08:00'),
]

async function until(desk: SandboxClient, instant: string): Promise<void> {
  if ((await desk.now()) < new Date(instant)) await desk.moveTo(instant)
}

async function tap(desk: SandboxClient, userId: string, button: string): Promise<void> {
  const { id, key } = await desk.cardWith(userId, button)
  await desk.taps(userId, id, key)
}

async function said(desk: SandboxClient, userId: string, words: RegExp): Promise<boolean> {
  return (await desk.inbox(userId)).some(({ text }) => words.test(text))
}

/** Everything that everybody sees at the end, without the minutes, which depend on how long the story took. */
async function everything(desk: SandboxClient): Promise<string[]> {
  const { groups } = await desk.people()
  const conversations = await Promise.all([
    ...WATCHED.map(async (userId) =>
      (await desk.inbox(userId)).map((message) => ({ ...message, where: userId })),
    ),
    ...groups.map(async ({ chatId }) =>
      (await desk.group(chatId)).map((message) => ({ ...message, where: chatId })),
    ),
  ])
  return conversations
    .flat()
    .map(
      ({ where, text, card }) =>
        `${where}: ${text.replaceAll(/\d\d:\d\d/gu, 'hh:mm').replaceAll(/已受理[^\n，]*/gu, '已受理…')} ${card?.replacedBy === null ? 'open' : 'over'}`,
    )
    .sort()
}

describe('kill -9 at random moments of the story', function () {
  this.timeout(600_000)
  const folders: string[] = []
  let running: DeskProcess | undefined

  const newFolder = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'desk-kill-'))
    folders.push(folder)
    return folder
  }
  const start = (dataDir: string) =>
    startProcess('src/main.ts', { PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: process.env.LOG_LEVEL ?? 'error' })

  after(async () => {
    await running?.kill()
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  })

  /** Lives the story, killing the process `kills` times at most; resolves to what is seen and how many kills it took. */
  async function live(kills: number): Promise<{ seen: string[]; killed: number }> {
    const dataDir = await newFolder()
    let killed = 0
    let step = 0
    running = await start(dataDir)
    while (step < STORY.length) {
      const desk = createSandboxClient(running.url)
      const process = running
      const life = killed < kills ? LONGEST_LIFE_MS * (0.05 + 0.95 * Math.random()) : undefined
      const killing = life === undefined ? undefined : sleep(life).then(() => process.kill())
      try {
        for (; step < STORY.length; step += 1) await STORY[step]!(desk)
      } catch (error) {
        // Only a desk that was killed may fail its people.
        if (killing === undefined) throw new Error(`${String(error)}\n${process.output()}`, { cause: error })
      }
      if (killing === undefined) break
      await killing
      killed += 1
      running = await start(dataDir)
    }
    const seen = await everything(createSandboxClient(running.url))
    expect(await running.stop()).to.equal(0)
    running = undefined
    return { seen, killed }
  }

  it(`ends the same after ${String(KILLS)} kills, with no message missing`, async () => {
    const { seen: undisturbed } = await live(0)
    expect(undisturbed.some((line) => line.includes('接待周审'))).to.equal(true)
    let total = 0
    while (total < KILLS) {
      const { seen, killed } = await live(KILLS - total)
      total += killed
      expect(undisturbed.filter((line) => !seen.includes(line))).to.deep.equal([])
      // Messages to groups are the only ones that the platform gives no means to send exactly once (`wecom.md` 5.1).
      const more = [...seen]
      for (const line of undisturbed) more.splice(more.indexOf(line), 1)
      expect(more.filter((line) => !line.includes('Group: '))).to.deep.equal([])
    }
  })
})
