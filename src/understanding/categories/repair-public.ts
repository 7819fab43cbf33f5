import type { CategoryGroup } from './category.ts'

/** 公共设施: the level-2 categories of this group and their words (domain-facts 2.2). */
export const REPAIR_PUBLIC: CategoryGroup = {
  key: 'repair_public',
  title: '公共设施',
  categories: [
    {
      key: 'elevator',
      title: '电梯运行',
      department: 'engineering',
      defaultKind: 'repair',
      cues: [[4, '电梯坏|电梯停|电梯响|异响|抖|按键不亮|不平层|门夹人|电梯慢|电梯空调']],
    },
    {
      key: 'public_lighting',
      title: '公共照明',
      department: 'engineering',
      defaultKind: 'repair',
      cues: [[4, '楼道灯|感应灯|路灯|地库灯|大堂灯|景观灯|太黑|不亮|一闪一闪']],
    },
    {
      key: 'public_drainage',
      title: '公共排水',
      department: 'engineering',
      defaultKind: 'repair',
      cues: [[4, '化粪池|污水井|雨水篦子|积水|主管返水|大厅冒粪水|地库进水|排水沟']],
    },
    {
      key: 'access_gate',
      title: '门禁单元门道闸',
      department: 'engineering',
      defaultKind: 'repair',
      cues: [[4, '门禁坏|单元门|刷脸没反应|刷卡没反应|道闸不抬|闸机|大门关不上|人脸机']],
    },
    {
      key: 'public_facility',
      title: '公共设施',
      department: 'engineering',
      defaultKind: 'repair',
      cues: [[4, '健身器材|滑梯|秋千|长椅|地砖翘|护栏|晾衣杆|信箱|凸面镜|无障碍坡道']],
    },
    {
      key: 'building_exterior',
      title: '外墙屋面',
      department: 'engineering',
      defaultKind: 'repair',
      cues: [[4, '外墙起皮|外墙脱落|屋面|楼顶防水|雨棚|落水管']],
    },
    {
      key: 'fire_equipment',
      title: '消防设施',
      department: 'engineering',
      defaultKind: 'repair',
      cues: [[4, '灭火器|消火栓|消防水带|烟感|喷淋|应急灯|安全出口灯|消防门|常闭门']],
    },
    {
      key: 'ev_charging',
      title: '充电设施',
      department: 'engineering',
      defaultKind: 'repair',
      cues: [[4, '充电桩|充电枪|电瓶车棚|充电口|扫码不充|扣费不充电']],
    },
  ],
}
