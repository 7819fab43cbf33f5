import type { CategoryGroup } from './category.ts'

/** 环境卫生: the level-2 categories of this group and their words (domain-facts 2.2). */
export const ENVIRONMENT: CategoryGroup = {
  key: 'environment',
  title: '环境卫生',
  categories: [
    {
      key: 'garbage',
      title: '垃圾',
      department: 'environment',
      defaultKind: 'complaint',
      cues: [[4, '垃圾|垃圾桶|没清|清运|厨余|苍蝇|垃圾站|分类|乱扔|臭']],
    },
    {
      key: 'cleaning',
      title: '保洁',
      department: 'environment',
      defaultKind: 'complaint',
      cues: [[4, '没打扫|保洁|拖地|楼道灰|电梯脏|呕吐物|狗屎|小广告|痰']],
    },
    {
      key: 'greening',
      title: '绿化',
      department: 'environment',
      defaultKind: 'complaint',
      cues: [[4, '草|树|剪枝|绿化|浇水|打药|树挡光|枯树|花坛']],
    },
    {
      key: 'pest',
      title: '虫鼠动物',
      department: 'environment',
      defaultKind: 'complaint',
      cues: [[4, '蟑螂|老鼠|蚊子|白蚁|马蜂窝|消杀|灭鼠|虫子|蛇|蝙蝠']],
    },
    {
      key: 'odor',
      title: '异味油烟',
      department: 'environment',
      defaultKind: 'complaint',
      cues: [[4, '油烟|臭味|烧烤味|下水道味|异味|烟味|呛']],
    },
  ],
}
