import { expect } from 'chai'
import { createGivenUp } from '../../src/handlers/given-up.ts'
import { createReplies } from '../../src/outbox/replies.ts'
import { MONDAY_10 } from '../support/builders.ts'
import { anOwnersText, aText } from '../support/events.ts'
import { createFixedClock } from '../support/fixed-clock.ts'
import { createMemoryMessages } from '../support/memory-messages.ts'
import { directoryOfTwo } from '../support/two-communities.ts'

describe('an event that is given up', () => {
  async function told(...events: Parameters<ReturnType<typeof createGivenUp>>[0][]) {
    const messages = createMemoryMessages()
    const replies = createReplies(messages, createFixedClock(MONDAY_10))
    for (const event of events)
      await createGivenUp({ directory: directoryOfTwo, replies })(
        event,
        event?.deliveryId ?? 'msg:unreadable',
      )
    return messages.all().map(({ to, facts }) => ({ to, text: facts.text }))
  }

  it('is told to the managers’ group once, with the name and without the words', async () => {
    const event = aText('3栋2单元501 张女士 13800000000 漏水')
    const [line, ...others] = await told(event, event)
    expect(others).to.deep.equal([])
    expect(line?.to).to.deep.equal({ chatId: 'cuihuManagersGroup' })
    expect(line?.text)
      .to.include('赵强')
      .and.not.match(/张女士|13800000000|501|漏水/)
  })

  it('of an owner names no id', async () => {
    const [line] = await told(anOwnersText('漏水'))
    expect(line?.text).to.include('业主').and.not.include('wmOwner')
  })

  it('has nobody to tell in a community without the group', async () => {
    expect(await told(aText('漏水', { from: 'TangYun' }))).to.deep.equal([])
  })
})
