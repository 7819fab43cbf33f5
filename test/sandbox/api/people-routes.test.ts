import { expect } from 'chai'
import { PEOPLE } from './fake-phones.ts'
import { withSandbox } from './sandbox-server.ts'

describe('sandbox people', () => {
  it('lists members, owners and groups', () =>
    withSandbox({}, async ({ get }) => {
      expect(await get('/people')).to.deep.equal({ status: 200, body: PEOPLE })
    }))

  it('counts what each phone has received, not what it wrote', () =>
    withSandbox({}, async ({ phones, get }) => {
      phones.deliver('ZhangWei', { from: 'self', text: '报修' })
      phones.deliver('ZhangWei', { text: '已收到' })
      phones.deliver('chat-service', { from: { name: '物业服务台' }, text: '通知' })
      const { body } = await get('/received')
      expect(body).to.have.nested.property('members.ZhangWei', 1)
      expect(body).to.have.nested.property('groups.chat-service', 1)
      expect(body).to.have.nested.property('owners.wm-zhang', 0)
    }))

  it('answers 500 without the inner text when the people cannot be read', () =>
    withSandbox({ people: () => Promise.reject(new Error('inner text')) }, async ({ get }) => {
      expect(await get('/people')).to.deep.equal({
        status: 500,
        body: { error: '服务台内部出错，请查看日志' },
      })
    }))
})

describe('sandbox faults', () => {
  it('passes the body on, shows what is on, and gives a refusal as 400', () => {
    const on: unknown[] = []
    const faults = {
      apply: (body: unknown) => (body === 'nonsense' ? { refused: '不认识的故障' } : { on: on.push(body) }),
      list: () => ({ faults: on }),
    }
    return withSandbox({ faults }, async ({ get, post }) => {
      expect(await post('/faults', { name: 'down' })).to.deep.equal({ status: 200, body: { on: 1 } })
      expect((await get('/faults')).body).to.deep.equal({ faults: [{ name: 'down' }] })
      expect(await post('/faults', '"nonsense"')).to.deep.equal({
        status: 400,
        body: { error: '不认识的故障' },
      })
    })
  })

  it('does not exist where no emulator stands behind', () =>
    withSandbox({}, async ({ post }) => {
      expect(await post('/faults', {})).to.have.property('status', 404)
    }))
})
