import { expect } from 'chai'
import { TICKET_CARDS } from '../../src/cards/ticket-cards.ts'
import type { Body } from '../../src/outbox/body.ts'
import { buildRequest, type Request } from '../../src/outbox/request.ts'
import { aTicketView } from '../support/views.ts'

const card = TICKET_CARDS.intake?.(aTicketView())
if (card === undefined) throw new Error('no card')
const asCard: Body = { form: 'card', card }
const asText = (text: string): Body => ({ form: 'text', text })
const staff = { users: ['WangFang', 'ChenJing'] }
const owner = { owner: { externalUserId: 'wmOwnerZhang', openKfId: 'wkDesk1' } }

function taskIdOf(messageId: string): string {
  const request = buildRequest(messageId, staff, asCard)
  return request.to === 'members' ? (request.taskId ?? '') : ''
}
function contentOf(request: Request): string {
  if (request.to !== 'members') return request.content
  return request.body.msgtype === 'text' ? request.body.text.content : ''
}

describe('buildRequest', () => {
  it('makes the same request of the same message, to the letter', () => {
    expect(buildRequest('t1-2-0', staff, asCard)).to.deep.equal(buildRequest('t1-2-0', staff, asCard))
  })

  it('gives each message a task id of its own, in the platform’s alphabet', () => {
    expect(taskIdOf('t1-2-0')).to.equal('t1-2-0')
    expect(taskIdOf('t1-2-1')).to.not.equal(taskIdOf('t1-2-0'))
    expect(taskIdOf('t1 2.0|中')).to.match(/^[0-9A-Za-z_\-@]+$/)
    expect(taskIdOf(`${'x'.repeat(200)}-2-0`))
      .to.have.length(128)
      .and.match(/-2-0$/)
  })

  it('sends a card to members only; a group is told its title', () => {
    const request = buildRequest('m', { chatId: 'group1' }, asCard)
    expect(request).to.deep.equal({ to: 'group', chatId: 'group1', content: '厨房漏水' })
  })

  it('cuts words at 2048 bytes without splitting a character', () => {
    for (const [receiver, point] of [
      [staff, '水'],
      [{ chatId: 'g' }, '😀'],
      [owner, 'é'],
    ] as const) {
      const content = contentOf(buildRequest('m', receiver, asText(point.repeat(5000))))
      expect(Buffer.byteLength(content)).to.be.within(2040, 2048)
      expect(content).to.match(new RegExp(`^(${point})+…$`, 'u'))
    }
    expect(contentOf(buildRequest('m', staff, asText('短')))).to.equal('短')
  })

  it('gives an owner’s message an id of at most 32 characters, the same at every attempt', () => {
    const one = buildRequest('say-1', owner, asText('您好'))
    expect(one).to.include({ to: 'owner', externalUserId: 'wmOwnerZhang', openKfId: 'wkDesk1' })
    expect(one.to === 'owner' && one.messageId).to.match(/^[0-9a-z]{32}$/)
    expect(buildRequest('say-1', owner, asText('您好'))).to.deep.equal(one)
    expect(buildRequest('say-2', owner, asText('您好'))).to.not.deep.equal(one)
  })
})
