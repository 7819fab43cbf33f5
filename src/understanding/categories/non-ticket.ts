import type { CategoryGroup } from './category.ts'

/** 非工单: the level-2 categories of this group and their words (domain-facts 2.2). */
export const NON_TICKET: CategoryGroup = {
  key: 'non_ticket',
  title: '非工单',
  categories: [
    {
      key: 'thanks_ack',
      title: '致谢确认',
      department: 'customer_service',
      defaultKind: 'other',
      cues: [[4, '收到|好的|谢谢|知道了|嗯嗯|ok|👌|🙏']],
    },
    {
      key: 'small_talk',
      title: '闲聊',
      department: 'customer_service',
      defaultKind: 'other',
      cues: [[4, '早上好|周末愉快|哈哈|天气|表情|转发预警']],
    },
    {
      key: 'ad_spam',
      title: '广告',
      department: 'customer_service',
      defaultKind: 'other',
      cues: [[4, '兼职|日结|加v|专业疏通|贷款|优惠券|链接']],
    },
    {
      key: 'owner_trade',
      title: '业主互助交易',
      department: 'customer_service',
      defaultKind: 'other',
      cues: [[4, '出|转让|自提|九成新|拼单|团购|求购|有没有一起']],
    },
    {
      key: 'cancel_close',
      title: '撤销或已解决',
      department: 'customer_service',
      defaultKind: 'other',
      cues: [[4, '取消|撤了|误报|自己好了|已解决|不用派人']],
    },
    {
      key: 'unclear',
      title: '意图不明',
      department: 'customer_service',
      defaultKind: 'other',
      cues: [[4, '在吗|\\?|\\[图片\\]|\\[语音\\]|\\+1|同上|那个事']],
    },
  ],
}
