import { expect } from 'chai'
import { understand } from '../../src/understanding/index.ts'

describe('a message that only tells who writes from where', () => {
  // The learned weights once made a fire of a corridor and a name of the word 房号.
  for (const text of [
    '在3栋楼道 13800000000',
    '房号3-2-501 电话13800000000',
    '业主姓王',
    '6-1-302 王先生',
    '13700000002',
  ]) {
    it(`guesses no kind or category: ${text}`, () => {
      expect(understand(text)).to.include({ kind: 'other', category: 'unclear', urgent: false })
    })
  }

  it('takes no label for a name', () => {
    expect(understand('房号3-2-501 电话13800000000').name).to.equal(null)
  })

  it('still hears a matter of two characters', () => {
    expect(understand('3-2-501 停电')).to.include({ kind: 'repair', category: 'power_supply' })
  })
})
