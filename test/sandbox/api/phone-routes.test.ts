import { expect } from 'chai'
import type { ShownCard } from '../../../src/sandbox/phones.ts'
import { startSandbox, withSandbox, type SandboxServer } from './sandbox-server.ts'

const CARD: ShownCard = {
  cardType: 'button_interaction',
  taskId: 'wo-1@1',
  title: '厨房漏水',
  fields: [{ name: '房号', value: '3-2-501' }],
  buttons: [{ key: 'card:take', text: '接单', enabled: true }],
  questions: [],
  replacedBy: null,
}

describe('sandbox phones', () => {
  let sandbox: SandboxServer
  beforeEach(async () => {
    sandbox = await startSandbox()
  })
  afterEach(() => sandbox.close())

  for (const [who, message] of [
    ['members/ZhangWei', { type: 'text', content: '3栋2单元501 张女士 13800000000 厨房漏水' }],
    ['members/ZhangWei', { type: 'image', base64: 'aGVsbG8=', fileName: 'leak.png' }],
    ['members/ZhangWei', { type: 'voice' }],
    ['members/ZhangWei', { type: 'location', latitude: 31.2, longitude: 121.5, label: '3栋' }],
    ['owners/wm-zhang', { type: 'text', content: '报修', menuId: 'repair' }],
  ] as const) {
    it(`passes ${message.type} from ${who} on and answers after settling`, async () => {
      const answer = await sandbox.post(`/${who}/messages`, message)
      expect(answer).to.deep.equal({ status: 200, body: { id: 'm1' } })
      expect(sandbox.phones.acts).to.deep.equal([[who.split('/')[1], message]])
      expect(sandbox.calls).to.deep.equal(['settle'])
    })
  }

  it('shows inboxes and groups as messages, oldest first', async () => {
    const first = sandbox.phones.deliver('WangFang', {
      text: '厨房漏水',
      msgType: 'template_card',
      card: CARD,
    })
    const second = sandbox.phones.deliver('WangFang', { text: '已提交' })
    const group = sandbox.phones.deliver('chat-service', { text: '超时通知' })
    expect((await sandbox.get('/members/WangFang/inbox')).body).to.deep.equal({ messages: [first, second] })
    expect((await sandbox.get('/groups/chat-service/messages')).body).to.deep.equal({ messages: [group] })
    expect((await sandbox.get('/owners/wm-zhang/inbox')).body).to.deep.equal({ messages: [] })
  })

  it('shows a listed group that the platform does not know yet as empty', async () => {
    const group = { chatId: 'chat-new', name: '新群', community: '翠湖花园' }
    await withSandbox({ people: () => ({ members: [], owners: [], groups: [group] }) }, async ({ get }) => {
      expect(await get('/groups/chat-new/messages')).to.deep.equal({ status: 200, body: { messages: [] } })
      expect(await get('/groups/chat-old/messages')).to.have.property('status', 404)
    })
  })

  it('taps a card by message id or task id', async () => {
    const { id } = sandbox.phones.deliver('WangFang', { text: '', msgType: 'template_card', card: CARD })
    const tap = { key: 'card:take', selected: { department: ['repair'] } }
    for (const cardId of [id, 'wo-1%401'])
      expect(await sandbox.post(`/members/WangFang/cards/${cardId}/click`, tap)).to.have.property(
        'status',
        200,
      )
    expect(sandbox.phones.acts).to.deep.equal([
      ['WangFang', { cardId: id, ...tap }],
      ['WangFang', { cardId: 'wo-1@1', ...tap }],
    ])
    expect(sandbox.calls).to.deep.equal(['settle', 'settle'])
  })

  it('answers 409 in the phone’s words when the known person’s act is refused', async () => {
    sandbox.phones.deliver('WangFang', { text: '', card: CARD })
    const dead = await sandbox.post('/members/WangFang/cards/m1/click', { key: 'card:gone' })
    expect(dead).to.deep.equal({ status: 409, body: { error: '按钮已经失效' } })
    const unsent = await sandbox.post('/owners/wm-zhang/messages', { type: 'text', content: '拒收' })
    expect(unsent).to.deep.equal({ status: 409, body: { error: '平台没有收下' } })
    expect(sandbox.calls).to.deep.equal([])
  })

  for (const [method, path, body] of [
    ['get', '/members/nobody/inbox', undefined],
    ['get', '/members/%E0%A4%A/inbox', undefined],
    ['get', '/owners/nobody/inbox', undefined],
    ['get', '/groups/nobody/messages', undefined],
    ['post', '/members/nobody/messages', { type: 'text', content: '你好' }],
    ['post', '/owners/nobody/messages', { type: 'text', content: '你好' }],
    ['post', '/members/nobody/cards/m1/click', { key: 'card:take' }],
    ['post', '/members/WangFang/cards/m9/click', { key: 'card:take' }],
    ['get', '/nothing', undefined],
  ] as const) {
    it(`answers 404 to ${method} ${path}`, async () => {
      const answer = await (method === 'get' ? sandbox.get(path) : sandbox.post(path, body))
      expect(answer.status).to.equal(404)
      expect(answer.body).to.have.property('error').that.matches(/没有/)
      expect(sandbox.phones.acts).to.deep.equal([])
    })
  }

  for (const [name, body, error] of [
    ['nothing', '', '请求体不是合法的 JSON'],
    ['half a JSON', '{"type":', '请求体不是合法的 JSON'],
    ['an unknown type', { type: 'video' }, 'type：消息类型应为 text、image、voice 或 location'],
    ['null', 'null', '消息类型应为 text、image、voice 或 location'],
    ['a text without content', { type: 'text' }, /^content：/],
    ['a blank text', { type: 'text', content: ' \n' }, 'content：不能为空'],
    ['a text of a number', { type: 'text', content: 5 }, /^content：/],
    ['an endless text', { type: 'text', content: '水'.repeat(20_001) }, /^content：/],
    ['no base64', { type: 'image', base64: '###' }, 'base64：不是合法的 base64'],
    ['a place off the globe', { type: 'location', latitude: 91, longitude: 0, label: '' }, /^latitude：/],
    ['a menu click from a member', { type: 'text', content: '1', menuId: 'x' }, /menuId/],
  ] as const) {
    it(`answers 400 to a message of ${name}, naming what is wrong`, async () => {
      const answer = await sandbox.post('/members/ZhangWei/messages', body)
      expect(answer.status).to.equal(400)
      const said = (answer.body as { error: string }).error
      if (typeof error === 'string') expect(said).to.equal(error)
      else expect(said).to.match(error)
      expect(sandbox.phones.acts).to.deep.equal([])
    })
  }

  it('answers 413 to a body beyond the limit', async () => {
    const answer = await sandbox.post('/members/ZhangWei/messages', 'x'.repeat(15 * 1024 * 1024 + 1))
    expect(answer.status).to.equal(413)
    expect(await sandbox.post('/clock', 'x'.repeat(64 * 1024 + 1))).to.have.property('status', 413)
  })

  it('answers 405 with the methods that work', async () => {
    const wrong = await fetch(`${sandbox.url}/sandbox/api/clock`, { method: 'DELETE' })
    expect([wrong.status, wrong.headers.get('allow')]).to.deep.equal([405, 'GET, POST'])
    const readOnly = await fetch(`${sandbox.url}/sandbox/api/members/ZhangWei/inbox`, {
      method: 'POST',
      body: '{}',
    })
    expect([readOnly.status, readOnly.headers.get('allow')]).to.deep.equal([405, 'GET'])
  })
})
