import { expect } from 'chai'
import { understand } from '../../src/understanding/index.ts'
import type { Category, Kind } from '../../src/understanding/index.ts'

type Row = [text: string, kind: Kind, category: Category]

/** One block for each rule of domain-facts 2.3. */
const RULES: Record<string, Row[]> = {
  '2.3-1 takes the most urgent matter, then the one said first': [
    ['顺便说下楼道灯坏了，不过现在要紧的是10栋楼下垃圾桶着火了', 'emergency', 'fire'],
    ['1.阳台顶上漏水 2.门禁卡也不好使了', 'repair', 'water_leak'],
  ],
  '2.3-3 sorts noise by its source': [
    ['楼上装修，周末一大早就开始砸墙，吵死了', 'complaint', 'decoration'],
    ['楼上养了三条狗，天天叫，吵得睡不着', 'complaint', 'pet'],
    ['广场舞的音响太大声了，吵死人', 'complaint', 'noise'],
    ['对面ktv半夜吵得要命', 'complaint', 'nearby_business'],
  ],
  '2.3-4 sorts water by where it comes from': [
    ['楼上漏水，厨房吊顶湿了一片', 'repair', 'water_leak'],
    ['水龙头关不紧一直滴', 'repair', 'plumbing'],
    ['厨房水池下水堵了', 'repair', 'drain_blocked'],
    ['排水沟堵了，4栋前面积了一大滩水', 'repair', 'public_drainage'],
    ['水管爆了，关不上阀门，水往外喷', 'emergency', 'pipe_burst'],
  ],
  '2.3-5 tells the whole building from one home': [
    ['我们整栋都没水', 'repair', 'water_supply'],
    ['整个单元停电了', 'repair', 'power_supply'],
    ['家里没电，隔壁都有电', 'repair', 'home_electric'],
  ],
  '2.3-6 tells device, card, plate and money apart': [
    ['单元门禁坏了，刷卡没反应', 'repair', 'access_gate'],
    ['门禁卡丢了怎么补办', 'consult', 'access_card'],
    ['换车了，车牌怎么登记', 'consult', 'parking_apply'],
    ['停车月卡多少钱一个月', 'consult', 'parking_fee'],
  ],
  '2.3-7 tells moving a car, bad parking and a blocked fire lane apart': [
    ['麻烦联系一下车主挪车，挡我车了', 'help', 'car_help'],
    ['单元门口天天乱停车，没人管', 'complaint', 'parking'],
    ['消防通道又被车堵死了', 'complaint', 'fire_lane'],
  ],
  '2.3-8 tells a question about progress from blame for delay': [
    ['麻烦问下我昨天报的漏水处理得怎么样了', 'consult', 'progress_query'],
    ['都催八百遍了，每次都说马上来，没人来', 'complaint', 'slow_handling'],
  ],
  '2.3-9 tells staff conduct from gate keeping': [
    ['前台小姑娘态度恶劣，爱答不理', 'complaint', 'attitude'],
    ['保安在岗亭睡觉，外来人员随便进', 'complaint', 'gate_guard'],
  ],
  '2.3-10 believes a denial and a withdrawal': [
    ['不是投诉啊，就是想问问外墙维修什么时候能排到我们', 'consult', 'progress_query'],
    ['误报误报，是邻居家炒菜，没着火', 'other', 'cancel_close'],
    ['工单撤了吧，自己好了', 'other', 'cancel_close'],
  ],
  '2.3-11 hears praise through the dangers it mentions': [
    ['电梯困人那天，维保师傅来得很快，态度也好，特此表扬', 'praise', 'praise_service'],
    ['昨晚停电你们抢修到两点，辛苦各位师傅了，给力', 'praise', 'praise_service'],
  ],
  '2.3-12 tells falling things from thrown things': [
    ['8号楼外墙砖一块一块在往下掉，差点砸到人', 'emergency', 'falling_hazard'],
    ['刚刚有人高空抛物！一袋垃圾从楼上砸下来', 'complaint', 'throwing'],
  ],
  '2.3-13 tells a lost person from a lost pet': [
    ['我孙子四岁，刚才在游乐场一转眼不见了', 'emergency', 'missing_person'],
    ['我家猫从窗户跑出去不见了', 'help', 'lost_found'],
  ],
  '2.3-14 files requests for a number under owner data': [
    ['房东电话能给我一个吗，我联系不上他', 'consult', 'owner_info'],
  ],
  '2.3-15 asks back when nothing is said': [
    ['在吗', 'other', 'unclear'],
    ['?', 'other', 'unclear'],
    ['[图片]', 'other', 'unclear'],
    ['+1', 'other', 'unclear'],
  ],
  '2.3-16 tells mediation from accusation': [
    ['和对门因为走廊放东西闹矛盾，能帮忙调解一下吗', 'help', 'neighbor'],
    ['邻居天天往我家门口泼脏水，还骂人，太过分了', 'complaint', 'neighbor'],
  ],
  '2.3-17 tells an outage from a question about one': [
    ['停水了，一滴水都没有', 'repair', 'water_supply'],
    ['请问明天几点停水，停到几点', 'consult', 'water_supply'],
  ],
  '2.3-18 tells a visitor at the gate from a question': [
    ['外卖小哥被拦在东门不让进，麻烦放行一下', 'help', 'visitor'],
    ['朋友开车来访怎么登记', 'consult', 'visitor'],
  ],
  '2.3-19 takes animals in the home and paid services as such': [
    ['家里进蛇了！快来人帮忙抓', 'help', 'pest'],
    ['空调清洗多少钱一台？', 'special_service', 'appliance_service'],
  ],
  '2.3-20 tells thanks from praise': [
    ['谢谢师傅，已经修好了', 'other', 'thanks_ack'],
    ['表扬一下管家小周，热心又负责，帮了大忙', 'praise', 'praise_service'],
  ],
  '2.3-21 takes "nobody cares" as a figure of speech': [['楼下垃圾桶满了三天没人管', 'complaint', 'garbage']],
  '2.3-22 keeps the facility of an angry or ironic report': [
    ['给物业颁个奖，路灯黑了一个月，省电小能手', 'complaint', 'public_lighting'],
    ['门禁坏了一个月没人修，物业费别交了大家', 'complaint', 'access_gate'],
  ],
}

/** Ways of writing of domain-facts 2.8. */
const STYLES: Row[] = [
  ['物业\n在不\n漏水了\n6栋\n1103', 'repair', 'water_leak'],
  ['那个我家厨房那个水龙头它一直关不紧然后一直在滴你们派个师傅来看看嘛', 'repair', 'plumbing'],
  ['5号楼电题坏了按了没反应', 'repair', 'elevator'],
  ['4-1-203马桶堵赛了', 'repair', 'drain_blocked'],
  ['停车肺怎么交', 'consult', 'parking_fee'],
  ['我哋困咗喺升降機入面，唔該快啲', 'emergency', 'elevator_trapped'],
  ['莫得水了，一整栋都莫得', 'repair', 'water_supply'],
  ['楼上噶吵，天天夜里厢敲敲打打，阿拉困勿着', 'complaint', 'noise'],
  ['俺家厨房灯一打开就跳闸，恁来瞅瞅咋弄', 'repair', 'home_electric'],
  ['真棒，催了五遍，回我一句“已记录”，五星级服务👏', 'complaint', 'slow_handling'],
  ['🙏🙏🙏', 'other', 'thanks_ack'],
  ['😂😂😂', 'other', 'small_talk'],
  ['[语音]12"', 'other', 'unclear'],
  ['诚招兼职，手机就能做，日入过百，加微信', 'other', 'ad_spam'],
  ['出个闲置电饭煲，30元，自提', 'other', 'owner_trade'],
]

describe('kind and category', () => {
  for (const [rule, rows] of Object.entries(RULES)) {
    describe(rule, () => {
      for (const [text, kind, category] of rows) {
        it(text, () => expect(understand(text)).to.include({ kind, category }))
      }
    })
  }
  describe('styles of domain-facts 2.8', () => {
    for (const [text, kind, category] of STYLES) {
      it(JSON.stringify(text), () => expect(understand(text)).to.include({ kind, category }))
    }
  })
  it('gives the words a decision rests on and how sure it is', () => {
    const { evidence, confidence } = understand('3栋2单元501 张女士 13800000000 厨房漏水')
    expect(evidence.find(({ field }) => field === 'room')?.words).to.deep.equal(['3栋2单元501'])
    expect(evidence.find(({ field }) => field === 'category')?.words).to.include('漏水')
    expect(confidence.kind).to.be.within(0.5, 1)
    expect(confidence.category).to.be.within(0.5, 1)
  })
})
