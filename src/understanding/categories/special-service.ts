import type { CategoryGroup } from './category.ts'

/** 特约有偿服务: the level-2 categories of this group and their words (domain-facts 2.2). */
export const SPECIAL_SERVICE: CategoryGroup = {
  key: 'special_service',
  title: '特约有偿服务',
  categories: [
    {
      key: 'housekeeping',
      title: '家政保洁',
      department: 'customer_service',
      defaultKind: 'special_service',
      cues: [[4, '家政|打扫|保洁上门|擦玻璃|月嫂|保姆|开荒|钟点工']],
    },
    {
      key: 'appliance_service',
      title: '家电清洗安装',
      department: 'customer_service',
      defaultKind: 'special_service',
      cues: [[4, '空调清洗|油烟机清洗|家电安装|洗衣机|热水器安装|加氟']],
    },
    {
      key: 'paid_fix',
      title: '有偿安装疏通',
      department: 'engineering',
      defaultKind: 'special_service',
      cues: [[4, '有偿|工钱|上门费|装晾衣架|打孔|换龙头自备|通下水收费|换锁']],
    },
    {
      key: 'bulk_waste',
      title: '大件与装修垃圾清运',
      department: 'environment',
      defaultKind: 'special_service',
      cues: [[4, '大件垃圾|旧家具|旧床垫|装修垃圾清运|拉一车|建筑垃圾袋']],
    },
    {
      key: 'lease_sale',
      title: '租售委托',
      department: 'customer_service',
      defaultKind: 'special_service',
      cues: [[4, '出租|委托|卖房|挂牌|看房|中介']],
    },
    {
      key: 'proxy_care',
      title: '代管代办',
      department: 'customer_service',
      defaultKind: 'special_service',
      cues: [[4, '代收|代管|钥匙托管|浇花|开窗通风|送水|代买|遛狗服务']],
    },
    {
      key: 'venue_booking',
      title: '场地预订',
      department: 'customer_service',
      defaultKind: 'special_service',
      cues: [[4, '订场地|活动室|会议室|羽毛球|会所|泳池|预约场地']],
    },
  ],
}
