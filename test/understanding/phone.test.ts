import { expect } from 'chai'
import { understand } from '../../src/understanding/index.ts'

const NUMBER = '13800001234'
const WRITTEN = [
  '13800001234',
  '电话13800001234谢谢',
  '138 0000 1234',
  '138-0000-1234',
  '+86 138 0000 1234',
  '+8613800001234',
  '（86）13800001234',
  '(86)138-0000-1234',
  '１３８００００１２３４',
  '一三八零零零零一二三四',
  '幺三八〇〇〇〇幺二三四',
  '我电话一三八 零零零零 一二三四',
  '3-2-501 13800001234 漏水',
  '别打13911112222，打13800001234',
  '尾号3344那个不用了，新号码13800001234',
]
const NONE = [
  '0571-0000 4321',
  '0000 4321 转 801',
  '尾号 3344',
  '同登记电话',
  '138****3344',
  '单号 WX20261011003',
  '单号13800001234567',
  '身份证330106199001011234',
  '快递单号13800001234到了没',
  'SF1380000123412',
  'AB13800001234',
  '12800001234',
  '1380000123',
]

describe('phone (domain-facts 2.6)', () => {
  for (const text of WRITTEN) {
    it(`reads ${JSON.stringify(text)}`, () => expect(understand(text).phone).to.equal(NUMBER))
  }
  for (const text of NONE) {
    it(`finds none in ${JSON.stringify(text)}`, () => expect(understand(text).phone).to.equal(null))
  }
})
