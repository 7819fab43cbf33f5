import { expect } from 'chai'
import { KIND_TITLES } from '../../src/understanding/index.ts'
import { aTicket, hoursLater } from '../support/builders.ts'
import { aTap } from '../support/events.ts'
import { createDeskStage, type Stage } from './stage.ts'

const NUMBER = 'JD-20261123-0001'
const zhang = { userId: 'ZhangWei', name: '张伟' }

describe('更正类别', () => {
  let stage: Stage
  beforeEach(() => {
    stage = createDeskStage()
    stage.tickets.put(aTicket())
  })
  const shown = () => stage.messages.all().filter(({ kind }) => kind === 'correction_form')

  it('REC-4.4 shows the tapper a form once, which later changes of the ticket end', async () => {
    const tap = aTap('card:correct')
    await stage.handle(tap)
    await stage.handle(tap)
    expect(shown()).to.have.length(1)
    expect(shown()[0]).to.deep.include({
      to: { users: ['WangFang'] },
      isCard: true,
      subject: { type: 'ticket', id: 't1', version: 1 },
    })
    expect(stage.ticket().version).to.equal(1)
  })

  it('shows no form to somebody whose answer would be refused', async () => {
    await stage.handle(aTap('card:correct', { from: 'ZhangWei' }))
    await stage.handle(aTap('card:correct', { taskId: 'gone' }))
    expect(shown()).to.deep.equal([])
    expect(stage.said()[0]).to.include('权限')
  })

  it('REC-4.4 corrects to the chosen kind, or to the one the form showed first', async () => {
    await stage.handle(aTap('card:correct-kind', { selected: { kind: ['consult'] } }))
    expect(stage.ticket().kind).to.equal('consult')
    await stage.handle(aTap('card:correct-kind'))
    expect(stage.ticket().kind).to.equal('repair')
    await stage.handle(aTap('card:correct-kind'))
    expect(stage.ticket().kind).to.equal('complaint')
  })

  it('refuses a forged choice', async () => {
    for (const kind of ['bug', '', '__proto__'])
      await stage.handle(aTap('card:correct-kind', { selected: { kind: [kind] } }))
    expect(stage.ticket().version).to.equal(1)
    expect(stage.said()[0]).to.include('没有找到这个类别')
  })

  it('REC-4.4 of two corrections to the same kind at once one counts, the other’s card ends with it', async () => {
    const tap = (from: string) => aTap('card:correct-kind', { from, selected: { kind: ['help'] } })
    await Promise.all([stage.handle(tap('WangFang')), stage.handle(tap('ChenJing'))])
    expect(stage.ticket().version).to.equal(2)
    expect(stage.ended()).to.deep.equal(['card of t1: corrected'])
  })
})

describe('a correction by words', () => {
  let stage: Stage
  beforeEach(() => {
    stage = createDeskStage()
    stage.tickets.put(aTicket())
  })

  for (const [kind, title] of Object.entries(KIND_TITLES)) {
    if (kind === 'repair') continue
    it(`REC-4.4 «改为 ${title}» corrects the kind`, async () => {
      await stage.hears(`${NUMBER} 改为 ${title}`, 'WangFang')
      expect(stage.ticket().kind).to.equal(kind)
    })
  }

  for (const [words, category] of [
    ['改为 漏水渗水。', 'water_leak'],
    ['改分类：公共照明', 'public_lighting'],
    ['更正分类 楼道灯不亮', 'public_lighting'],
  ] as const) {
    it(`REC-4.4 «${words}» corrects the category`, async () => {
      stage.tickets.put(aTicket({ category: 'noise' }))
      await stage.hears(`${NUMBER} ${words}`, 'WangFang')
      expect(stage.ticket().category).to.equal(category)
    })
  }

  it('asks again for words that name no kind or category', async () => {
    for (const words of ['改为', '改为 谢谢', '改为 户', `改为 ${'水'.repeat(3000)}😀`, '改为 闲聊'])
      await stage.hears(`${NUMBER} ${words}`, 'WangFang')
    expect(stage.ticket().kind).to.equal('repair')
    expect(stage.said().filter((text) => text.includes('没有找到'))).to.have.length.at.least(4)
  })

  it('keeps other words as a note', async () => {
    await stage.hears(`${NUMBER} 业主要求改为下午上门`, 'WangFang')
    expect(stage.ticket().timeline.at(-1)).to.deep.include({ type: 'noted' })
  })
})

describe('重开', () => {
  let stage: Stage
  beforeEach(() => {
    stage = createDeskStage()
    const closed = { status: 'closed', closedAt: hoursLater(2), result: '好了', assignee: zhang } as const
    stage.tickets.put(aTicket({ ...closed, nextActionAt: null }))
    stage.clock.set(hoursLater(3))
  })

  for (const words of [`重开 ${NUMBER} 又漏了`, `${NUMBER} 重开：又漏了`, `重新打开，${NUMBER}，又漏了`]) {
    it(`REC-4.6 «${words}» reopens, once`, async () => {
      await stage.hears(words, 'WangFang')
      expect(stage.ticket()).to.deep.include({
        status: 'in_progress',
        reopened: 1,
        dueAt: hoursLater(51),
        nextActionAt: hoursLater(15),
      })
      expect(stage.ticket().timeline.at(-1)?.facts).to.include({ reason: '又漏了' })
      await stage.hears(words, 'WangFang')
      expect(stage.ticket().reopened).to.equal(1)
      expect(stage.said().at(-1)).to.include('当前不能这样操作')
    })
  }

  it('is not meant by a question, needs a reason, and is not for everybody', async () => {
    await stage.hears(`${NUMBER} 重开了吗`, 'WangFang')
    await stage.hears(`重开 ${NUMBER}`, 'WangFang')
    expect(stage.said().at(-1)).to.include('写明原因')
    await stage.hears(`重开 ${NUMBER} 又漏了`, 'ZhaoQiang')
    expect(stage.said().at(-1)).to.include('权限')
    expect(stage.ticket()).to.include({ status: 'closed', reopened: 0 })
  })
})
