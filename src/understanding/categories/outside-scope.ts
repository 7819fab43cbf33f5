import type { CategoryGroup } from './category.ts'

/** 非物业范围: the level-2 categories of this group and their words (domain-facts 2.2). */
export const OUTSIDE_SCOPE: CategoryGroup = {
  key: 'outside_scope',
  title: '非物业范围',
  categories: [
    {
      key: 'developer_issue',
      title: '开发商与产权',
      department: 'customer_service',
      defaultKind: 'consult',
      cues: [[4, '开发商|交房|质保|房产证|会所承诺|虚假宣传|延期|收房']],
    },
    {
      key: 'municipal',
      title: '市政',
      department: 'customer_service',
      defaultKind: 'consult',
      cues: [[4, '市政|外面马路|公交|学校|路口|红绿灯|市政井盖']],
    },
    {
      key: 'nearby_business',
      title: '周边商户工地',
      department: 'customer_service',
      defaultKind: 'complaint',
      cues: [[4, '工地|ktv|健身房|烧烤店|酒吧|底商噪音|夜间施工']],
    },
  ],
}
