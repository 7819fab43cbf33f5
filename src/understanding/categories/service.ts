import type { CategoryGroup } from './category.ts'

/** 服务与人员: the level-2 categories of this group and their words (domain-facts 2.2). */
export const SERVICE: CategoryGroup = {
  key: 'service',
  title: '服务与人员',
  categories: [
    {
      key: 'attitude',
      title: '服务态度',
      department: 'customer_service',
      defaultKind: 'complaint',
      cues: [[4, '态度|翻白眼|甩脸|骂人|凶|不耐烦|挂电话|怼']],
    },
    {
      key: 'slow_handling',
      title: '处理拖延',
      department: 'customer_service',
      defaultKind: 'complaint',
      cues: [[4, '报了几次|没人来|催|踢皮球|推诿|说好的|第几天了|没下文|不作为|拖']],
    },
    {
      key: 'praise_service',
      title: '表扬',
      department: 'customer_service',
      defaultKind: 'praise',
      cues: [[4, '表扬|点赞|感谢|锦旗|辛苦|给力|靠谱|巴适|表扬信']],
    },
  ],
}
