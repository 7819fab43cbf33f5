import { expect } from 'chai'
import { CATEGORIES, KINDS, understand } from '../../src/understanding/index.ts'

const LONG = 10_000
const ODD: Record<string, string> = {
  empty: '',
  blanks: ' \t\n　',
  'only emoji': '😂🙏😡👍🏻👨‍👩‍👧',
  markup: '<script>alert("漏水")</script>&nbsp;<b>3-2-501</b>',
  SQL: "'; DROP TABLE tickets; -- 漏水",
  'a lone high surrogate': '\ud83d漏水',
  'a lone low surrogate': '漏水\ude00',
  'control characters': '\u0000\u0007漏\u200b水\ufeff',
  'right-to-left text': '\u202e水漏\u202c مرحبا',
  JSON: '{"text":"漏水","room":null}',
  'regular expression characters': '(?:[.*+?^${}()|[\\]\\\\])',
  'a template of the desk': '{{room}} ${phone} %s %d',
  'prototype names': '__proto__ constructor toString hasOwnProperty',
}
/** What makes careless patterns slow: each is repeated up to 10,000 characters. */
const REPEATED = [
  '1',
  '3-2-',
  '三栋二单元',
  '电梯',
  ' ',
  '1 ',
  '水往下流',
  '一二三四',
  '西区',
  '我是',
  '3栋2单元501 ',
  '😂',
  '[',
  '<b>',
  '\ud800',
  '138 0000 ',
  '号楼栋楼',
  '我在电梯里',
  '老人一个人',
  '，',
  '我姓',
  '谢谢',
  '12',
  'a1-',
  '\n',
]

describe('bad input', () => {
  for (const [name, text] of Object.entries(ODD)) {
    it(`is read without an error: ${name}`, () => {
      const found = understand(text)
      expect(KINDS).to.include(found.kind)
      expect(CATEGORIES.has(found.category)).to.equal(true)
      expect(found.matter === '').to.equal(text === '')
      expect(JSON.parse(JSON.stringify(found))).to.have.property('kind', found.kind)
    })
  }
  for (const part of REPEATED) {
    it(`reads ${LONG} characters of ${JSON.stringify(part)}`, () => {
      const text = part.repeat(Math.ceil(LONG / part.length)).slice(0, LONG)
      expect(KINDS).to.include(understand(text).kind)
    })
  }
  it('finds a danger at the end of a very long text', () => {
    const text = `${'今天天气不错，大家好。'.repeat(800)}快来人，3号楼着火了！`
    expect(understand(text)).to.include({ kind: 'emergency', category: 'fire', urgent: true })
  })
  it('answers the same text in the same way', () => {
    const text = '3栋2单元501 张女士 13800000000 厨房漏水'
    expect(understand(text)).to.deep.equal(understand(text))
  })
})
