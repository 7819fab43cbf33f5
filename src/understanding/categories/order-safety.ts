import type { CategoryGroup } from './category.ts'

/** 秩序安全: the level-2 categories of this group and their words (domain-facts 2.2). */
export const ORDER_SAFETY: CategoryGroup = {
  key: 'order_safety',
  title: '秩序安全',
  categories: [
    {
      key: 'parking',
      title: '停车秩序',
      department: 'order',
      defaultKind: 'complaint',
      cues: [[4, '占车位|乱停|停歪|压线|没地停|僵尸车|外来车|堵路|人车混行']],
    },
    {
      key: 'noise',
      title: '噪音',
      department: 'order',
      defaultKind: 'complaint',
      cues: [[4, '吵|噪音|扰民|跳绳|蹦|拖椅子|k歌|麻将|广场舞|半夜|凌晨|睡不着|喧哗']],
    },
    {
      key: 'pet',
      title: '宠物',
      department: 'order',
      defaultKind: 'complaint',
      cues: [[4, '狗叫|狗尿|狗屎|不拴绳|不牵绳|大型犬|遛狗|猫|咬人']],
    },
    {
      key: 'decoration',
      title: '装修',
      department: 'customer_service',
      defaultKind: 'complaint',
      cues: [[4, '装修|敲墙|砸墙|承重墙|电钻|装修时间|装修垃圾|封阳台|外扩|报备']],
    },
    {
      key: 'encroachment',
      title: '占用违建堆物',
      department: 'order',
      defaultKind: 'complaint',
      cues: [[4, '占公共|圈地|种菜|堆杂物|楼道鞋柜|搭建|阳光房|违建|改绿地']],
    },
    {
      key: 'fire_lane',
      title: '消防通道与电动车',
      department: 'order',
      defaultKind: 'complaint',
      cues: [[4, '消防通道|堵通道|电动车上楼|飞线|推电瓶车进电梯|入户充电|消防登高面']],
    },
    {
      key: 'throwing',
      title: '高空抛物',
      department: 'order',
      defaultKind: 'complaint',
      cues: [[4, '高空抛物|楼上扔|掉下来|砸下来|烟头|酒瓶|尿不湿从楼上']],
    },
    {
      key: 'gate_guard',
      title: '门岗巡逻与外来人员',
      department: 'order',
      defaultKind: 'complaint',
      cues: [[4, '门岗|保安|睡觉|推销|外来人员|随便进|巡逻|不登记|岗亭']],
    },
    {
      key: 'theft',
      title: '失窃',
      department: 'order',
      defaultKind: 'complaint',
      cues: [[4, '被偷|丢了|撬车|砸车窗|小偷|快递被拿|调监控|报案']],
    },
    {
      key: 'neighbor',
      title: '邻里纠纷',
      department: 'customer_service',
      defaultKind: 'help',
      cues: [[4, '邻居|楼上楼下|空调滴水|晾衣滴水|调解|协调|吵架|和事佬']],
    },
  ],
}
