import { expect } from 'chai'
import { ANSWERS, ASK } from '../../src/texts/answers.ts'
import { REFUSALS } from '../../src/texts/refusals.ts'
import { cutToChars } from '../../src/texts/cut.ts'
import { sayEnd } from '../../src/texts/ends.ts'
import { lifeOfATicket } from '../support/generated-tickets.ts'
import { aSetting } from '../support/views.ts'

describe('answers', () => {
  it('are polite Chinese without holes, short enough for every channel', () => {
    const asked = Object.values(ASK).map((ask) => ask('JD-20261123-0001'))
    const refused = Object.values(REFUSALS).map((say) => say('王芳 11月23日 14:02 已接单'))
    for (const said of [...Object.values(ANSWERS), ...asked, ...refused]) {
      expect(said).to.match(/。$|）。$/)
      expect(said).to.not.match(/undefined|null/)
      expect(Buffer.byteLength(said)).to.be.at.most(2048)
    }
    for (const said of asked) expect(said).to.include('JD-20261123-0001')
  })

  it('tell for every refusal of 100 random lives what happened instead', () => {
    let refused = 0
    for (let seed = 1; seed <= 100; seed += 1) {
      for (const { refusal, now } of lifeOfATicket(seed)) {
        if (refusal?.facts?.event === undefined) continue
        refused += 1
        const { event } = refusal.facts
        const said = REFUSALS[refusal.refused](sayEnd(event, aSetting({ facts: refusal.facts, now })))
        expect(said, `seed ${seed}`).to.not.match(/undefined|null|NaN|Invalid/)
        if (refusal.refused !== 'not_allowed' && event !== 'done')
          expect(said, `${seed} ${event}`).to.not.include('已处理，')
      }
    }
    expect(refused).to.be.above(50)
  })
})

describe('sayEnd', () => {
  it('says who, when and what', () => {
    const facts = { name: '王芳', at: '2026-11-23T14:02:00+08:00' }
    expect(sayEnd('taken', aSetting({ facts }))).to.equal('王芳 11月23日 14:02 已接单')
    expect(sayEnd('transferred', aSetting({ facts: { ...facts, department: 'order' } }))).to.equal(
      '王芳 11月23日 14:02 已转秩序部',
    )
    expect(sayEnd('escalated', aSetting({ facts: { role: 'manager' } }))).to.equal('已升级经理')
  })

  it('stays a sentence without facts, with broken ones and for an end it does not know', () => {
    expect(sayEnd('taken', aSetting())).to.equal('已接单')
    expect(sayEnd('taken', aSetting({ facts: { at: 'yesterday' } }))).to.equal('已接单')
    expect(sayEnd('from a newer version', aSetting())).to.equal('已处理')
  })
})

describe('cutToChars', () => {
  it('leaves what fits and marks what was cut', () => {
    expect(cutToChars('厨房漏水', 4)).to.equal('厨房漏水')
    expect(cutToChars('厨房漏水了', 4)).to.equal('厨房漏…')
    expect(cutToChars('', 4)).to.equal('')
  })

  it('splits no code point and drops half ones', () => {
    expect(cutToChars('😀😀😀', 2)).to.equal('😀…')
    expect(cutToChars('坏\uD83D了\uDE00', 9)).to.equal('坏了')
    expect(cutToChars('\uD800', 9)).to.equal('')
  })
})
