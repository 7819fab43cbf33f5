import { expect } from 'chai'
import { understand } from '../../src/understanding/index.ts'

const TABLE: [text: string, matter: string][] = [
  ['3栋2单元501 张女士 13800000000 厨房漏水', '厨房漏水'],
  ['厨房漏水，3栋2单元501，电话：13800000000', '厨房漏水'],
  ['我是3-2-501的业主，马桶堵了', '马桶堵了'],
  ['投诉3栋2单元601半夜唱歌', '投诉3栋2单元601半夜唱歌'],
  ['13800000000', '13800000000'],
  ['  灯坏了  ', '灯坏了'],
  ['', ''],
]

describe('matter', () => {
  for (const [text, matter] of TABLE) {
    it(`${JSON.stringify(matter)} of ${JSON.stringify(text)}`, () => {
      expect(understand(text).matter).to.equal(matter)
    })
  }
})
