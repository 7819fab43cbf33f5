import { expect } from 'chai'
import { understand } from '../../src/understanding/index.ts'

/** Words of danger in a text that tells of none (domain-facts 2.1: 正在发生). */
const NO_DANGER = [
  '上个月被困电梯到现在也没给个说法，你们打算拖到什么时候',
  '消防演练是明天吗，会有警报声和烟雾不',
  '上回那个尾随的事大家都怕，建议晚上加派保安',
  '刚看错了不是着火，是楼下烧纸',
  '消防通道停了一排车，真着火了消防车进得来吗',
  '电动车推上楼充电，万一烧起来谁负责',
  '燃气灶打不着火',
  '感谢保安队长帮我找回走失的孙子，送锦旗',
  '外墙皮掉了一地几个月没人管，非要砸到人才重视是吧',
  '孩子找到了，谢谢大家',
  '电梯坏了十天，我妈天天被困在家里下不了楼',
  '灭火器过期了去哪换',
]
const DANGER = [
  '怕是煤气漏了，闻着头晕，快来人',
  '我爷爷早上七点出去遛弯到现在没见人，他有点糊涂',
  '昨晚就闻到煤气味，现在更浓了',
  '有个老大爷在花园里栽倒了，喊他没反应',
  '楼道水表那儿水呲得跟喷泉似的',
]

describe('danger that goes on', () => {
  for (const text of NO_DANGER) {
    it(`is not: ${text}`, () => expect(understand(text).kind).not.to.equal('emergency'))
  }
  for (const text of DANGER) {
    it(`is: ${text}`, () => expect(understand(text)).to.include({ kind: 'emergency', urgent: true }))
  }
})
