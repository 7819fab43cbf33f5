import { expect } from 'chai'
import { aMessage } from '../outbox/stage.ts'
import { createDeskStage, type Stage } from './stage.ts'

describe('重发未送达', () => {
  let stage: Stage
  const states = () =>
    [...stage.messages.all()].filter(({ kind }) => kind === 'intake').map(({ state }) => state)
  beforeEach(async () => {
    stage = createDeskStage()
    await stage.messages.enqueue(
      [aMessage(), aMessage(), aMessage({ communityId: 'elsewhere' })],
      stage.clock.now(),
    )
    for (const token of ['1', '2', '3']) {
      const message = await stage.messages.claim('sending', stage.clock.now(), token, stage.clock.now())
      await stage.messages.markDead(message?.id ?? '', token, 'wecom_81013')
    }
  })

  it('queues a manager’s dead letters again, those of his communities only', async () => {
    await stage.hears('重发未送达', 'HeZhiyuan')
    expect(states()).to.deep.equal(['queued', 'queued', 'dead'])
    expect(stage.said().at(-1)).to.equal('正在重新发送 2 条未送达的消息，已不适用的不再发送。')
  })

  it('asked a second time finds nothing more', async () => {
    await stage.hears('重发未送达', 'HeZhiyuan')
    await stage.hears('重发未送达。', 'HeZhiyuan')
    expect(stage.said().at(-1)).to.equal('没有未送达的消息。')
  })

  it('is not for everybody, and words around it are no command', async () => {
    await stage.hears('重发未送达', 'WangFang')
    expect(stage.said().at(-1)).to.include('没有此项操作的权限')
    await stage.hears('请重发未送达的快递', 'HeZhiyuan')
    expect(states()).to.deep.equal(['dead', 'dead', 'dead'])
  })
})
