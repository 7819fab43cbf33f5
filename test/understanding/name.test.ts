import { expect } from 'chai'
import { understand } from '../../src/understanding/index.ts'

const TABLE: [text: string, name: string | null][] = [
  ['3栋2单元501 张女士 13800000000 厨房漏水', '张女士'],
  ['3-2-501 王建国 13800000000 厨房漏水', '王建国'],
  ['我是李先生，家里跳闸了', '李先生'],
  ['我是5栋1单元302的吴阿姨，下水堵了', '吴阿姨'],
  ['我姓冯，问下几点下班', '冯'],
  ['姓赵，3-2-501，漏水', '赵'],
  ['免贵姓欧阳', '欧阳'],
  ['我叫陈敏，想办门禁卡', '陈敏'],
  ['联系人：罗小姐 电话13800001234', '罗小姐'],
  ['我系陳生，3座21C冷气滴水', '陳生'],
  ['麻烦尽快处理，谢谢！周女士', '周女士'],
  ['12幢501业主沈伟 水表漏水', '沈伟'],
  ['表扬保洁王阿姨，打扫得特别干净', null],
  ['感谢张师傅大热天来修空调', null],
  ['投诉保安李先生态度恶劣', null],
  ['楼上王先生家漏水', null],
  ['3-2-501 马桶堵了', null],
  ['3-2-501 高空抛物', null],
  ['3-2-501 方便的时候来修', null],
  ['我是业主，电梯坏了', null],
  ['', null],
]

describe('name (domain-facts 2.7)', () => {
  for (const [text, name] of TABLE) {
    it(`${String(name)} in ${JSON.stringify(text)}`, () => expect(understand(text).name).to.equal(name))
  }
})
