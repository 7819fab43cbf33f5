import type { CategoryGroup } from './category.ts'

/** 水电气暖供应: the level-2 categories of this group and their words (domain-facts 2.2). */
export const UTILITY_SUPPLY: CategoryGroup = {
  key: 'utility_supply',
  title: '水电气暖供应',
  categories: [
    {
      key: 'water_supply',
      title: '供水',
      department: 'engineering',
      defaultKind: 'repair',
      cues: [[4, '停水|没水|水压小|水黄|水浑|铁锈味|二次供水|水箱|几点来水']],
    },
    {
      key: 'power_supply',
      title: '供电',
      department: 'engineering',
      defaultKind: 'repair',
      cues: [[4, '停电|整栋没电|单元没电|黑咕隆咚|几点来电|电压不稳']],
    },
    {
      key: 'gas_supply',
      title: '供气',
      department: 'customer_service',
      defaultKind: 'repair',
      cues: [[4, '停气|没气|打不着火|燃气表|气表没电']],
    },
    {
      key: 'heating',
      title: '供暖',
      department: 'engineering',
      defaultKind: 'repair',
      cues: [[4, '暖气不热|地暖|供暖|没暖气|放气|阀门|停暖手续|温度低']],
    },
  ],
}
