import { expect } from 'chai'
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import mongoose from 'mongoose'
import { openServer } from '../../src/embedded-mongo/data/database.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'

/** Monday 10:00. */
const START = '2026-11-30T10:00:00+08:00'
const DAYS = ['--from', '2026-11-30', '--to', '2026-12-03'] as const

describe('npm run rehearse, over days lived in the sandbox', function () {
  this.timeout(180_000)
  let desk: TestSandbox

  const rehearse = async (override: object, ...args: readonly string[]) => {
    const file = join(desk.dataDir, 'other-policy.json')
    await writeFile(file, JSON.stringify(override))
    const { PATH, HOME } = process.env
    const command = ['--import', 'tsx', 'src/rehearsal/main.ts', '--policy', file, ...args]
    const env = { PATH, HOME, DATA_DIR: desk.dataDir }
    return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      execFile(process.execPath, command, { env }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr })
      })
    })
  }
  /** The figures by their names, today's before those of the rehearsal. */
  const figuresOf = (stdout: string): Record<string, [number, number]> =>
    Object.fromEntries(
      [...stdout.matchAll(/^ *(\d+) +(\d+) +[+-]?\d+ {2}(.+)$/gmu)].map(([, today, rehearsed, name]) => [
        name ?? '',
        [Number(today), Number(rehearsed)],
      ]),
    )
  const onDuty = async (role: string) =>
    (await desk.people()).members.filter((one) => one.roles.includes(role) && one.onDuty)

  before(async () => {
    desk = await startTestSandbox()
    await desk.moveTo(START)
    const [first, second] = await onDuty('front_desk')
    if (first === undefined || second === undefined) throw new Error('two are on duty at the front desk')
    const tap = async (userId: string, button: string, title: string) => {
      const { id, key } = await desk.cardWith(userId, button, title)
      await desk.taps(userId, id, key)
    }
    // One is taken at once and left lying, one is taken late and finished, nobody looks at the third.
    await desk.says('ZhaoQiang', '3栋2单元501 张女士 13800000000 厨房漏水')
    await tap(first.userId, '接单', '厨房漏水')
    await desk.advance('PT1H')
    await desk.says('ZhaoQiang', '大堂灯不亮 张女士 13800000000')
    await desk.advance('PT25M')
    await tap(second.userId, '接单', '大堂灯不亮')
    await desk.advance('PT2H')
    await tap(second.userId, '完成', '大堂灯不亮')
    await desk.says(second.userId, '已更换灯泡')
    await desk.advance('PT1H')
    await desk.says('ZhaoQiang', '3栋2单元601 李先生 13900000000 空调不制冷')
    await desk.moveTo('2026-12-03T12:00:00+08:00')
  })
  after(() => desk.close())

  it('reproduces history under today’s policy', async () => {
    const { code, stdout, stderr } = await rehearse({}, ...DAYS)
    expect(code, stdout + stderr).to.equal(0)
    expect(stdout).to.include('翠湖花园 (cuihu) 2026-11-30 – 2026-12-03')
    expect(stdout).to.include(
      "tickets 3, rehearsed 3, skipped 0\nhistory reproduced by today's policy: 3 of 3",
    )
    const figures = Object.entries(figuresOf(stdout))
    expect(figures.length).to.be.greaterThan(5)
    for (const [name, [today, rehearsed]] of figures) expect(rehearsed, name).to.equal(today)
    expect(stdout, 'no owner’s name, phone or words').to.not.match(/张女士|李先生|13[89]0|漏水/u)
  })

  it('REC-4.7, REC-4.8 shows under a tighter policy what more there would have been to do', async () => {
    const { code, stdout, stderr } = await rehearse(
      {
        'REC-4.6': { handleWithin: { span: 'PT2H', count: 'rolling' } },
        'REC-4.7': { after: { span: 'P1D', count: 'rolling' } },
        'REC-4.8': { after: { span: 'P2D', count: 'rolling' } },
      },
      ...DAYS,
      '--community',
      'cuihu',
    )
    expect(code, stderr).to.equal(0)
    expect(figuresOf(stdout)).to.deep.equal({
      'promises broken': [2, 3],
      'escalations to manager': [0, 2],
      'escalations to supervisor': [2, 2],
      'escalations, HeZhiyuan 何志远': [0, 2],
      'escalations, SunLi 孙丽': [2, 2],
      // Two alarms for the matter that was taken late, three for the one that nobody took; then those above hear of it.
      'alarms, ChenJing 陈静': [5, 5],
      'alarms, WangFang 王芳': [5, 5],
      // And one line each about who waits for what lies idle.
      'alarms, SunLi 孙丽': [2, 2],
      'alarms, HeZhiyuan 何志远': [1, 1],
      'reminders, ChenJing 陈静': [1, 3],
      'reminders, WangFang 王芳': [5, 7],
      'acts no longer possible': [0, 0],
    })
  })

  it('counts the nights that quiet hours have kept', async () => {
    const { code, stdout } = await rehearse({ quietHours: null }, ...DAYS)
    expect(code).to.equal(0)
    const nights = Object.entries(figuresOf(stdout)).filter(([name]) => name.startsWith('told at night'))
    // Of what was taken on Monday at 10:00: the reminder at 22:00, the warning on Wednesday at 4:00, six hours before
    // the deadline, and the word to the supervisor on Tuesday at 22:00.
    expect(nights).to.deep.equal([
      ['told at night, escalation', [0, 1]],
      ['told at night, reminder', [0, 2]],
    ])
  })

  it('refuses a community that there is not, and says in a period without tickets that there are none', async () => {
    const nowhere = await rehearse({}, ...DAYS, '--community', 'nowhere')
    expect(nowhere).to.include({ code: 1, stdout: '' })
    expect(nowhere.stderr).to.equal('--community: there is no community nowhere\n')
    const faulty = await rehearse({ idle: { normal: { every: '-PT5M', extra: 1 } } }, ...DAYS)
    expect(faulty).to.include({ code: 1, stdout: '' })
    expect(faulty.stderr)
      .to.include('other-policy.json idle.normal.every: ')
      .and.include('idle.normal.extra: is')
    const empty = await rehearse({}, '--from', '2026-10-01', '--to', '2026-10-31')
    expect(empty.code).to.equal(0)
    expect(empty.stdout).to.include('No ticket was received on these days.')
  })

  it('skips what an older version stored, and fails when history is not reproduced', async () => {
    const store = await openServer({ dataDir: join(desk.dataDir, 'store'), uri: undefined })
    const connection = await mongoose.createConnection(store.uri).asPromise()
    try {
      const tickets = connection.collection<{ number: string; timeline: { at: Date }[] }>('tickets')
      const [first, second] = await tickets.find().sort({ number: 1 }).toArray()
      await tickets.updateOne({ number: first?.number ?? '' }, { $unset: { pace: 1 } })
      const at = new Date('2026-11-30T12:00:00+08:00')
      const facts = { step: '9', roles: '' }
      const invented = { at, type: 'idle', by: 'clock', eventId: 'invented', rule: 'REC-4.6', facts }
      await tickets.updateOne({ number: second?.number ?? '' }, { $push: { timeline: invented } })
      const { code, stdout } = await rehearse({}, ...DAYS)
      expect(code).to.equal(1)
      expect(stdout).to.include('tickets 3, rehearsed 2, skipped 1')
      expect(stdout).to.include("history reproduced by today's policy: 1 of 2")
      expect(stdout).to.include(`${first?.number ?? ''} pace`)
      expect(stdout).to.include(`${second?.number ?? ''} 2026-11-30 12:00 idle on record only roles= step=9`)
    } finally {
      await connection.close()
      await store.stop()
    }
  })
})
