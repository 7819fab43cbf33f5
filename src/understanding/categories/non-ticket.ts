import type { CategoryGroup } from './category.ts'

/** 非工单: the level-2 categories of this group and their words (domain-facts 2.2). */
export const NON_TICKET: CategoryGroup = {
  key: 'non_ticket',
  title: '非工单',
  fits: { other: 0 },
  categories: [
    {
      key: 'thanks_ack',
      title: '致谢确认',
      department: 'customer_service',
      defaultKind: 'other',
      cues: [],
    },
    {
      key: 'small_talk',
      title: '闲聊',
      department: 'customer_service',
      defaultKind: 'other',
      cues: [],
    },
    {
      key: 'ad_spam',
      title: '广告',
      department: 'customer_service',
      defaultKind: 'other',
      cues: [],
    },
    {
      key: 'owner_trade',
      title: '业主互助交易',
      department: 'customer_service',
      defaultKind: 'other',
      cues: [],
    },
    {
      key: 'cancel_close',
      title: '撤销或已解决',
      department: 'customer_service',
      defaultKind: 'other',
      cues: [],
    },
    {
      key: 'unclear',
      title: '意图不明',
      department: 'customer_service',
      defaultKind: 'other',
      cues: [],
    },
  ],
}
