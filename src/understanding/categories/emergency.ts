import type { CategoryGroup } from './category.ts'

/** 紧急突发: the level-2 categories of this group and their words (domain-facts 2.2). */
export const EMERGENCY: CategoryGroup = {
  key: 'emergency',
  title: '紧急突发',
  categories: [
    {
      key: 'fire',
      title: '火情冒烟',
      department: 'order',
      defaultKind: 'emergency',
      cues: [[4, '着火|起火|失火|冒烟|黑烟|烧起来|明火|火苗|焦糊味…烟|油锅着了|电瓶车冒烟|119']],
    },
    {
      key: 'gas_leak',
      title: '燃气泄漏',
      department: 'order',
      defaultKind: 'emergency',
      cues: [[4, '煤气味|燃气味|天然气漏|臭鸡蛋味|瓦斯|燃气报警器响|漏气']],
    },
    {
      key: 'elevator_trapped',
      title: '电梯困人',
      department: 'engineering',
      defaultKind: 'emergency',
      cues: [[4, '困在电梯|关电梯里|电梯停半空|出不来|电梯门打不开…人|按警铃没人应|困咗']],
    },
    {
      key: 'pipe_burst',
      title: '爆管跑水',
      department: 'engineering',
      defaultKind: 'emergency',
      cues: [[4, '爆管|水管爆|喷水|往外喷|跑水|水漫|淹了|关不上阀门|消防管裂']],
    },
    {
      key: 'electric_hazard',
      title: '漏电打火',
      department: 'engineering',
      defaultKind: 'emergency',
      cues: [[4, '漏电|触电|电人|冒火花|打火|短路|电线断了垂下来']],
    },
    {
      key: 'medical',
      title: '急病伤人',
      department: 'order',
      defaultKind: 'emergency',
      cues: [[4, '晕倒|昏迷|叫不醒|摔倒起不来|流血|抽搐|胸口疼|120|急救|心梗']],
    },
    {
      key: 'public_security',
      title: '治安突发',
      department: 'order',
      defaultKind: 'emergency',
      cues: [[4, '打架|持刀|拿刀|撬门|拧门锁|入室|尾随|抢劫|闹事|110']],
    },
    {
      key: 'falling_hazard',
      title: '坠落险情',
      department: 'engineering',
      defaultKind: 'emergency',
      cues: [[4, '往下掉|砖掉|玻璃掉|外墙脱落砸|广告牌要掉|树要倒|拉警戒线']],
    },
    {
      key: 'missing_person',
      title: '人员走失',
      department: 'order',
      defaultKind: 'emergency',
      cues: [[4, '走丢|走失|不见了…人|找不到孩子|老年痴呆|没回家|查监控找人']],
    },
  ],
}
