import { expect } from 'chai'
import type { DeskEvent } from '../../src/inbox/desk-event.ts'
import { MONDAY_10 } from '../support/builders.ts'
import { createDeskStage } from './stage.ts'

type Change = Extract<DeskEvent, { kind: 'change_contact' }>
const news = (change: Change['change'], more: Partial<Change> = {}): Change => ({
  ...{ kind: 'change_contact', deliveryId: `e-${change}`, at: MONDAY_10, from: 'sys', fields: {} },
  change,
  ...more,
})

describe('news of the contact book', () => {
  it('is a reason to look at the one whom it is about', async () => {
    const stage = createDeskStage()
    await stage.handle(news('update_user', { userId: 'ZhangWei' }))
    await stage.handle(news('delete_user', { userId: 'ZhangWei' }))
    expect(stage.contacts).to.deep.equal(['look ZhangWei', 'tidy', 'look ZhangWei gone', 'tidy'])
  })

  it('of a new id takes it over and looks at both', async () => {
    const stage = createDeskStage()
    await stage.handle(news('update_user', { userId: 'ZhangWei', newUserId: 'zhang.wei' }))
    expect(stage.contacts).to.deep.equal([
      'rename ZhangWei zhang.wei',
      'look zhang.wei',
      'look ZhangWei',
      'tidy',
    ])
  })

  it('of departments and tags has everybody looked at', async () => {
    const stage = createDeskStage()
    await stage.handle(news('update_party', { fields: { Id: '2' } }))
    await stage.handle(news('update_tag', { fields: { TagId: '7', AddUserItems: 'ZhangWei' } }))
    expect(stage.contacts).to.deep.equal(['want', 'want'])
  })

  it('who comes into the app’s range or leaves it is looked at', async () => {
    const stage = createDeskStage()
    const base = { at: MONDAY_10, from: 'ZhangWei' }
    await stage.handle({ kind: 'unsubscribe', deliveryId: 'u', ...base })
    await stage.handle({ kind: 'subscribe', deliveryId: 's', ...base })
    expect(stage.contacts).to.deep.equal(['look ZhangWei', 'tidy', 'look ZhangWei', 'tidy'])
  })
})
