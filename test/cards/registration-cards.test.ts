import { expect } from 'chai'
import { FORM_CARDS } from '../../src/cards/registration-cards.ts'
import { FORM_TEXTS, GROUP_TITLES } from '../../src/texts/form-texts.ts'
import { CATEGORIES } from '../../src/understanding/index.ts'
import { literalsOfProperty } from '../support/source-keys.ts'
import { aForm, aSetting } from '../support/views.ts'

const view = (group: string | null = 'order_safety') => ({ ...aSetting(), form: { ...aForm(), group } })

describe('the cards of a form', () => {
  it('REC-3.1.1 offers sorts of two levels within the platform’s ten options', () => {
    const first = FORM_CARDS.form?.(view())
    expect(first?.button_selection?.option_list).to.have.length(10)
    expect(first?.button_list.map(({ text }) => text)).to.deep.equal(['上门', '来电', '取消'])
    for (const group of Object.keys(GROUP_TITLES)) {
      const options = FORM_CARDS.form_category?.(view(group))?.button_selection?.option_list ?? []
      expect(options.length, group).to.be.within(2, 10)
      expect(options[0]?.text).to.equal('按描述自动判断')
      for (const { id } of options.slice(1))
        expect([...CATEGORIES].find(([key]) => key === id)?.[1].group, id).to.equal(group)
    }
  })

  it('are not sent once the form is over', () => {
    const over = { ...view(), form: { ...aForm(), status: 'over' as const } }
    expect(Object.values(FORM_CARDS).map((build) => build(over))).to.deep.equal([undefined, undefined])
    expect(FORM_TEXTS.form_ask?.({ ...over, facts: { field: 'room' } })).to.equal(undefined)
  })

  it('and the texts are all that is sent about a form', () => {
    const sent = literalsOfProperty('src/domain/reception', 'send')
    const known = [...Object.keys(FORM_CARDS), ...Object.keys(FORM_TEXTS)]
    expect(known).to.have.members([...sent, 'unreachable'])
  })
})
