import { expect } from 'chai'
import { CATEGORIES, CATEGORY_KEYS, KINDS, KIND_TITLES } from '../../src/understanding/index.ts'
import { CATEGORY_ENTRIES, CATEGORY_GROUPS } from '../../src/understanding/categories/index.ts'
import { createLexicon } from '../../src/understanding/lexicon.ts'
import { WORD_PAIRS } from '../../src/understanding/spelling.ts'
import { TIE_BREAKS } from '../../src/understanding/tie-breaks.ts'

describe('categories (domain-facts 2.2)', () => {
  it('are 82 in 13 groups, every key once', () => {
    expect(CATEGORIES.size).to.equal(82)
    expect(CATEGORY_GROUPS).to.have.length(13)
    expect([...CATEGORIES.keys()]).to.have.members([...CATEGORY_KEYS])
  })
  it('name group, title and department', () => {
    expect(CATEGORIES.get('water_leak')).to.deep.equal({
      group: 'repair_indoor',
      title: '漏水渗水',
      department: 'engineering',
      defaultKind: 'repair',
    })
    expect(CATEGORIES.get('gate_guard')?.department).to.equal('order')
    expect(CATEGORIES.get('gas_supply')?.department).to.equal('customer_service')
  })
  it('2.3-2 let dangers go with emergency only and non-tickets with other only', () => {
    for (const { key, fits } of CATEGORY_GROUPS) {
      if (key === 'emergency') expect(Object.keys(fits)).to.deep.equal(['emergency'])
      else if (key === 'non_ticket') expect(Object.keys(fits)).to.deep.equal(['other'])
      else expect(fits).not.to.have.any.keys('emergency', 'other')
    }
  })
  it('allow their default kind', () => {
    for (const { categories, fits } of CATEGORY_GROUPS) {
      for (const entry of categories)
        expect(entry.fits ?? fits, entry.key).to.have.property(entry.defaultKind)
    }
  })
  it('stand in the tie-breaks on one side only', () => {
    for (const { winner, losers } of TIE_BREAKS) expect(losers).not.to.include(winner)
  })
  it('have a title for each of the nine kinds', () => {
    expect(Object.keys(KIND_TITLES)).to.have.members([...KINDS])
  })
  it('have words that a text can begin with', () => {
    expect(() => createLexicon(CATEGORY_ENTRIES.map(({ key, cues }) => [key, cues] as const))).not.to.throw()
  })
})

describe('lexicon', () => {
  it('finds words with a gap inside one sentence only', () => {
    const lexicon = createLexicon([['broken', [[5, '电梯…(?:坏|停)']]]])
    expect(lexicon.find('电梯好像坏了')).to.deep.equal([
      { owner: 'broken', weight: 5, words: '电梯好像坏', start: 0, end: 5 },
    ])
    expect(lexicon.find('电梯。灯坏了')).to.deep.equal([])
  })
  it('refuses words without a fixed first character', () => {
    for (const words of ['(?:电)?梯', '\\d楼', '.梯', '[^电]梯', '(?:电梯']) {
      expect(() => createLexicon([['x', [[1, words]]]]), words).to.throw()
    }
  })
})

describe('spelling', () => {
  it('keeps the length of every word it changes', () => {
    for (const [wrong, right] of WORD_PAIRS) expect(right, wrong).to.have.length(wrong.length)
  })
})
