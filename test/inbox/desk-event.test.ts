import { expect } from 'chai'
import { parseStoredEvent } from '../../src/inbox/desk-event.ts'
import { anImage, anOwnersText, aTap, aText } from '../support/events.ts'

describe('a stored event', () => {
  it('comes back as it went, also through JSON', () => {
    for (const event of [aText('漏水'), anImage(), aTap('card:take'), anOwnersText('您好')]) {
      expect(parseStoredEvent(event)).to.deep.equal(event)
      expect(parseStoredEvent(JSON.parse(JSON.stringify(event)))).to.deep.equal(event)
    }
  })

  it('is not taken from anything else', () => {
    const noSender: unknown = { ...aText('漏水'), from: undefined }
    const noItem: unknown = { ...anOwnersText('您好'), item: undefined }
    for (const bad of [
      undefined,
      null,
      '',
      'text',
      7,
      [],
      {},
      { kind: 'text' },
      { kind: 'nonsense', deliveryId: 'x' },
      noSender,
      noItem,
    ]) {
      expect(() => parseStoredEvent(bad), JSON.stringify(bad)).to.throw()
    }
  })
})
