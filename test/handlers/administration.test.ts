import { expect } from 'chai'
import { ADMINISTRATION_ANSWERS, USAGES } from '../../src/texts/administration-texts.ts'
import { buildChangeCard } from '../../src/cards/change-card.ts'
import { aTap } from '../support/events.ts'
import { aSetting } from '../support/views.ts'
import { createDeskStage, type Stage } from './stage.ts'

const MANAGER = 'HeZhiyuan'
const cardsOf = (stage: Stage) => stage.messages.all().filter(({ kind }) => kind === 'change')
const rolesOf = (stage: Stage, userId: string) => stage.directory.rolesIn(userId, 'cuihu')

/** Says it and taps the card's button. */
async function asks(stage: Stage, words: string, key = 'card:change-apply', from = MANAGER): Promise<string> {
  await stage.hears(words, from)
  const card = cardsOf(stage).at(-1)
  if (card === undefined) throw new Error(stage.said().join())
  await stage.handle(aTap(key, { from, taskId: card.id }))
  return card.id
}

describe('administration in chat', () => {
  it('shows old and new first, changes nothing until 确认, and then at once', async () => {
    const stage = createDeskStage()
    await stage.hears('设为 王芳 主管', MANAGER)
    expect(rolesOf(stage, 'WangFang')).to.deep.equal(['front_desk'])
    const [card] = cardsOf(stage)
    expect(card?.to).to.deep.equal({ users: [MANAGER] })
    const shown = buildChangeCard(aSetting({ facts: card!.facts }))
    expect(shown?.main_title.title).to.equal('【待确认】王芳')
    expect(shown?.sub_title_text).to.equal('原来：前台\n改为：前台、客服主管')
    expect(shown?.button_list.map(({ text }) => text)).to.deep.equal(['确认', '取消'])
    await stage.handle(aTap('card:change-apply', { from: MANAGER, taskId: card!.id }))
    expect(rolesOf(stage, 'WangFang')).to.deep.equal(['front_desk', 'supervisor'])
    expect(stage.ended()).to.deep.equal([`${card!.id}: change_made`])
    expect(stage.administration.audit()).to.have.length(1)
    expect(stage.administration.audit()[0]?.by).to.deep.equal({ userId: MANAGER, name: '何志远' })
    expect(stage.tickets.all()).to.deep.equal([])
  })

  it('a change is made once however often and by whomever its card is tapped, also at the same time', async () => {
    const stage = createDeskStage()
    await stage.hears('设为 王芳 主管', MANAGER)
    const { id } = cardsOf(stage)[0]!
    const tap = () => stage.handle(aTap('card:change-apply', { from: MANAGER, taskId: id }))
    await Promise.all([tap(), tap(), tap()])
    await tap()
    await stage.handle(aTap('card:change-cancel', { from: MANAGER, taskId: id }))
    expect(stage.administration.audit()).to.have.length(1)
    expect(new Set(stage.ended())).to.deep.equal(new Set([`${id}: change_made`]))
  })

  it('取消 changes nothing, and an old card has expired', async () => {
    const stage = createDeskStage()
    const id = await asks(stage, '设为 王芳 主管', 'card:change-cancel')
    expect(stage.ended()).to.deep.equal([`${id}: change_cancelled`])
    await stage.hears('设为 陈静 主管', MANAGER)
    const late = cardsOf(stage).at(-1)!
    stage.clock.set(new Date(stage.clock.now().getTime() + 31 * 60_000))
    await stage.handle(aTap('card:change-apply', { from: MANAGER, taskId: late.id }))
    expect(stage.ended().at(-1)).to.equal(`${late.id}: change_expired`)
    expect(stage.said().at(-1)).to.equal(ADMINISTRATION_ANSWERS.expired)
    expect(buildChangeCard(aSetting({ facts: late.facts, now: stage.clock.now() }))).to.equal(undefined)
    expect(stage.administration.audit()).to.deep.equal([])
  })

  it('a card whose change would be another by now changes nothing', async () => {
    const stage = createDeskStage()
    await stage.hears('部门 工程 增加 王芳', MANAGER)
    const first = cardsOf(stage)[0]!
    await asks(stage, '部门 工程 增加 陈静')
    await stage.handle(aTap('card:change-apply', { from: MANAGER, taskId: first.id }))
    expect(stage.said().at(-1)).to.equal(ADMINISTRATION_ANSWERS.stale)
    expect(stage.ended().at(-1)).to.equal(`${first.id}: change_stale`)
    const names = stage.directory.department('cuihu', 'engineering')?.members.map(({ name }) => name)
    expect(names).to.include('陈静').and.not.include('王芳')
  })

  it('others are refused, all with the same words, and what only resembles a command is a report', async () => {
    const stage = createDeskStage()
    for (const words of ['设为 王芳 主管', '移除员工 谁谁', '管理记录', '规程参数 超时', '管理']) {
      await stage.hears(words, 'WangFang')
      expect(stage.said().at(-1), words).to.equal(ADMINISTRATION_ANSWERS.notAllowed)
    }
    expect(cardsOf(stage)).to.deep.equal([])
    await stage.hears('移除员工 楼道口 3-2-501 张女士 13800000000 杂物', 'WangFang')
    expect(stage.tickets.all()).to.have.length(1)
  })

  it('a manager does not make himself or others general manager, nor act in another community', async () => {
    const stage = createDeskStage()
    for (const words of ['设为 何志远 总经理', '移除员工 郑国栋', '添加小区 二期 cuihu2 参照 翠湖花园']) {
      await stage.hears(words, MANAGER)
      expect(stage.said().at(-1), words).to.equal(ADMINISTRATION_ANSWERS.notAllowed)
    }
    await stage.hears('添加小区 翠湖二期 cuihu2 参照 翠湖花园', 'ZhengGuodong')
    const card = cardsOf(stage).at(-1)!
    expect(card.facts.title).to.equal('小区 翠湖二期')
    await stage.handle(aTap('card:change-apply', { from: MANAGER, taskId: card.id }))
    expect(stage.said().at(-1)).to.equal(ADMINISTRATION_ANSWERS.notAllowed)
    await stage.handle(aTap('card:change-apply', { from: 'ZhengGuodong', taskId: card.id }))
    expect(stage.directory.communities().map(({ name }) => name)).to.include('翠湖二期')
  })

  it('a new member must be known to WeCom, by the same name', async () => {
    const stage = createDeskStage()
    await stage.hears('添加员工 新员 XinYuan 前台', MANAGER)
    expect(stage.said().at(-1)).to.equal(ADMINISTRATION_ANSWERS.notInWecom('新员'))
    stage.strangers.set('XinYuan', { name: '辛园', status: 'active' })
    await stage.hears('添加员工 新员 XinYuan 前台', MANAGER)
    expect(stage.said().at(-1)).to.include('辛园')
    await asks(stage, '添加员工 辛园 XinYuan 前台')
    expect(rolesOf(stage, 'XinYuan')).to.deep.equal(['front_desk'])
  })

  it('tells what is wrong and what to change, and how a command is written', async () => {
    const stage = createDeskStage()
    for (const [words, answer] of [
      ['移除员工 张韦', /您是不是指“张伟”/],
      ['移除员工 李建国', /工程部负责人.*设定新的负责人/],
      ['移除员工 何志远', /最后一位经理/],
      ['移除员工 孙丽', /负责人|最后一位|群主/],
      ['排班 前台中班 12:00-21:00 每天 王芳', /“前台白班”中的时间与此重叠/],
      ['排班 前台白班 08:00-20:00 每天 张伟', /张伟不是前台.*设为 张伟 前台/],
      ['添加员工 李四', new RegExp(USAGES.add_member.slice(0, 10))],
      ['规程参数 超时', /处理时限：2天内办结[^]*超时第一级：受理满2天未办结，转客服主管/],
      ['规程参数 天气', /可以问：超时/],
      ['管理', /添加员工[^]*管理记录/],
    ] as const) {
      await stage.hears(words, MANAGER)
      expect(stage.said().at(-1), words).to.match(answer)
    }
    expect(cardsOf(stage)).to.deep.equal([])
  })

  it('管理记录 pages through who changed what when, newest first', async () => {
    const stage = createDeskStage()
    await stage.hears('管理记录', MANAGER)
    expect(stage.said().at(-1)).to.equal(ADMINISTRATION_ANSWERS.noRecords)
    for (const name of ['王芳', '陈静', '刘洋', '周敏', '张伟', '吴刚', '赵强', '钱勇', '杨梅'])
      await asks(stage, `设为 ${name} 助理`)
    await stage.hears('管理记录', MANAGER)
    const lines = stage.said().at(-1)!.split('\n')
    expect(lines[0]).to.equal('管理记录 第1/2页')
    expect(lines[1]).to.match(/^11月23日 \d\d:\d\d 何志远：杨梅，员工、客户助理$/)
    expect(lines.at(-1)).to.include('管理记录 2')
    await stage.hears('管理记录 2', MANAGER)
    expect(stage.said().at(-1)!.split('\n')).to.have.length(2)
    await stage.hears('管理记录 3', MANAGER)
    expect(stage.said().at(-1)).to.equal(ADMINISTRATION_ANSWERS.noMoreRecords)
  })
})
