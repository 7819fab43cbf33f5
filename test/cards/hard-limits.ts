import { expect } from 'chai'
import type { ButtonCard } from '../../src/cards/card.ts'
import { buildRequest } from '../../src/outbox/request.ts'

/** Fails unless the card, as it goes over the wire, keeps the limits that the platform refuses to see broken (wecom.md 4.4). */
export function expectWithinHardLimits(card: ButtonCard, messageId = 't1-1-0'): void {
  const request = buildRequest(messageId, { users: ['WangFang'] }, { form: 'card', card })
  const body = request.to === 'members' ? request.body : undefined
  const sent = body?.msgtype === 'template_card' ? body.template_card : undefined
  if (sent?.card_type !== 'button_interaction') throw new Error('not sent as a card with buttons')
  expect(sent.task_id, 'task_id').to.match(/^[0-9A-Za-z_\-@]{1,128}$/)
  expect(charsOf(sent.main_title.title ?? ''), 'title').to.be.within(1, 36)
  expect(charsOf(sent.main_title.desc ?? ''), 'desc').to.be.at.most(44)
  expect(charsOf(sent.sub_title_text ?? ''), 'body').to.be.at.most(160)
  expect(charsOf(sent.source?.desc ?? ''), 'source').to.be.at.most(20)
  const rows = sent.horizontal_content_list ?? []
  expect(rows.length, 'rows').to.be.at.most(6)
  for (const { keyname, value } of rows) {
    expect(charsOf(keyname), 'keyname').to.be.within(1, 5)
    expect(charsOf(value ?? ''), 'value').to.be.within(1, 30)
  }
  expect(sent.button_list.length, 'buttons').to.be.within(1, 6)
  for (const { text } of sent.button_list) expect(charsOf(text), 'button').to.be.within(1, 10)
  expect(new Set(sent.button_list.map(({ key }) => key)).size, 'button keys').to.equal(
    sent.button_list.length,
  )
  if (sent.action_menu !== undefined) {
    const { desc, action_list: items } = sent.action_menu
    expect(desc, 'menu').to.not.equal('')
    expect(items.length, 'menu items').to.be.within(1, 3)
    const keys = [...items.map(({ key }) => key), ...sent.button_list.map(({ key }) => key ?? '')]
    expect(new Set(keys).size, 'keys of menu and buttons').to.equal(keys.length)
    for (const { text } of items) expect(charsOf(text), 'menu item').to.be.within(1, 10)
  }
  if (sent.button_selection !== undefined) {
    const options = sent.button_selection.option_list
    expect(options.length, 'options').to.be.within(1, 10)
    expect(new Set(options.map(({ id }) => id)).size, 'option ids').to.equal(options.length)
    for (const { text } of options) expect(charsOf(text), 'option').to.be.within(1, 16)
    expect(options.map(({ id }) => id)).to.include(sent.button_selection.selected_id)
  }
  // Half surrogates are refused with 40033.
  expect(JSON.stringify(sent)).to.not.match(/\\ud[89a-f]/i)
  expect(JSON.stringify(sent)).to.not.match(/undefined|null|\[object/)
}

function charsOf(text: string): number {
  return Array.from(text).length
}
