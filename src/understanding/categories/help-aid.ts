import type { CategoryGroup } from './category.ts'

/** 求助: the level-2 categories of this group and their words (domain-facts 2.2). */
export const HELP_AID: CategoryGroup = {
  key: 'help_aid',
  title: '求助',
  categories: [
    {
      key: 'locked_out',
      title: '被锁门外',
      department: 'customer_service',
      defaultKind: 'help',
      cues: [[4, '钥匙锁屋里|忘带钥匙|反锁|进不去|开锁']],
    },
    {
      key: 'lost_found',
      title: '失物与走失宠物',
      department: 'customer_service',
      defaultKind: 'help',
      cues: [[4, '丢了|捡到|失物|招领|钥匙|钱包|身份证|猫跑了|狗丢了']],
    },
    {
      key: 'care_help',
      title: '老弱病残帮扶',
      department: 'customer_service',
      defaultKind: 'help',
      cues: [[4, '老人一个人|不接电话|敲门看看|腿脚不便|骨折|孕妇|帮带|独居']],
    },
    {
      key: 'car_help',
      title: '挪车与车辆求助',
      department: 'order',
      defaultKind: 'help',
      cues: [[4, '挪车|挡我车|联系车主|车灯没关|搭电|爆胎|卡住了|没留电话']],
    },
    {
      key: 'lend_carry',
      title: '借物搬运',
      department: 'customer_service',
      defaultKind: 'help',
      cues: [[4, '借|手推车|平板车|梯子|轮椅|雨伞|打气筒|工具|搬东西']],
    },
  ],
}
