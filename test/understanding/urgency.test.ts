import { expect } from 'chai'
import { understand } from '../../src/understanding/index.ts'

const URGENT: Record<string, string[]> = {
  'U1 every emergency': ['着火了！6号楼12层阳台在烧', '电梯困人了，快来', '有客气地说，麻烦了，家里有煤气味'],
  'U2 loss that grows': [
    '水从天花板哗哗往下淌，地板都泡了',
    '楼上漏水，盆都接满了好几盆',
    '地下车库进水了，已经没过轮胎',
  ],
  'U3 daily life cut off': [
    '我们整栋停水了',
    '整个单元没电',
    '家里全屋断电，邻居家有电',
    '整栋楼暖气都停了，家里有新生儿',
    '马桶堵死返粪水，家里就这一个厕所',
    '防盗门坏了锁不上',
    '店里卷帘门卡住放不下来，晚上没法走人',
  ],
  'U4 shut in or out': [
    '门锁上了我在外面，两岁的娃一个人在里面哭',
    '钥匙锁屋里了，灶上还炖着汤',
    '我车被堵死了出不来，孩子发烧要去医院',
    '出口道闸升不起来，后面堵了十几辆车',
    '两部电梯全停了，我妈要去透析下不来',
  ],
  'U5 structure and persons': [
    '楼上正在砸承重墙',
    '刚才楼上扔下来一个酒瓶，差点砸到我',
    '我奶奶独居，电话打了一天没人接，麻烦上去看看',
  ],
}
const CALM = [
  '天花板有水印，应该是楼上渗下来的',
  '水龙头滴水，不急，有空来修',
  '急急急！！亲子活动还有名额吗，马上要',
  '请问明天几点停水',
  '通知说周六停电，大概几点来电',
  '马桶堵了，家里还有另一个卫生间',
  '楼上总往下扔烟头',
  '厨房插座没电了其它都好的',
  '昨晚电梯困人，师傅来得快，表扬',
  '建议夜间加强巡逻',
  '谢谢',
]

describe('urgent (domain-facts 2.4)', () => {
  for (const [rule, texts] of Object.entries(URGENT)) {
    for (const text of texts) it(`${rule}: ${text}`, () => expect(understand(text).urgent).to.equal(true))
  }
  for (const text of CALM) it(`not: ${text}`, () => expect(understand(text).urgent).to.equal(false))
})
