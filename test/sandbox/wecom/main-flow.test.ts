import { expect } from 'chai'
import { aButtonCard, aCard, AGENT, aText, setStage, type Stage } from './support/stage.ts'

describe('The emulator plays the main flow: text in, card out, tap, update', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await setStage()
  })

  it('delivers what a member writes, encrypted for the corp, and shows it on the phone', async () => {
    const written = await stage.emulator.phones.memberWrites('LiGong', {
      type: 'text',
      content: '3栋 ]]> 电梯停了😀',
    })
    expect(written)
      .to.have.property('id')
      .that.matches(/^\d{19}$/)
    const [event] = stage.bot.received
    expect(event?.receiveId).to.equal('ww00emulator000001')
    expect(event?.fields).to.include({
      MsgType: 'text',
      FromUserName: 'LiGong',
      Content: '3栋 ]]> 电梯停了😀',
    })
    expect(event?.plain).to.match(/<MsgId>\d{19}<\/MsgId>/)
    expect(stage.inbox('LiGong').at(-1)).to.include({ from: 'self', text: '3栋 ]]> 电梯停了😀' })
  })

  it('sends a card, takes a tap with a fresh code, and changes each copy as told', async () => {
    const sent = await stage.post('/cgi-bin/message/send', aCard(aButtonCard()))
    expect(sent).to.include({ errcode: 0 })
    expect(sent).to.have.property('response_code')
    const card = stage.inbox('LiGong').at(-1)
    expect(card?.text.split('\n')).to.include.members([
      '3栋电梯停运',
      '派单编号 0017',
      '位置：3栋1单元',
      '接单',
      '转派',
    ])

    const tap = await stage.emulator.phones.memberTaps('LiGong', card?.id ?? '', { key: 'card:take' })
    expect(tap).to.have.property('id')
    const event = stage.bot.received.at(-1)?.fields
    expect(event).to.include({
      Event: 'template_card_event',
      EventKey: 'card:take',
      CardType: 'button_interaction',
    })
    expect(event?.ResponseCode).not.to.equal(sent.response_code)

    const updated = await stage.post('/cgi-bin/message/update_template_card', {
      atall: 1,
      agentid: AGENT,
      response_code: event?.ResponseCode,
      button: { replace_name: '李工已接单' },
    })
    expect(updated).to.deep.include({ errcode: 0 })
    expect(stage.inbox('WangWu').at(-1)?.card).to.include({ replacedBy: '李工已接单' })
    expect(
      stage
        .inbox('WangWu')
        .at(-1)
        ?.card?.buttons.every((button) => !button.enabled),
    ).to.equal(true)
    const dead = await stage.emulator.phones.memberTaps('WangWu', stage.inbox('WangWu').at(-1)?.id ?? '', {
      key: 'card:take',
    })
    expect(dead).to.have.property('refused').that.includes('李工已接单')
    expect(stage.emulator.violations()).to.deep.equal([])
  })

  it('sends a text', async () => {
    expect(await stage.post('/cgi-bin/message/send', aText())).to.include({ errcode: 0, errmsg: 'ok' })
    expect(stage.inbox('LiGong').at(-1)).to.include({ from: 'desk', text: '您好' })
  })
})
