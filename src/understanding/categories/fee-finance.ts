import type { CategoryGroup } from './category.ts'

/** 费用财务: the level-2 categories of this group and their words (domain-facts 2.2). */
export const FEE_FINANCE: CategoryGroup = {
  key: 'fee_finance',
  title: '费用财务',
  categories: [
    {
      key: 'property_fee',
      title: '物业费',
      department: 'finance',
      defaultKind: 'consult',
      cues: [[4, '物业费|管理费|多少钱一平|缴费|欠费|催缴|优惠|涨价|减免|空置']],
    },
    {
      key: 'parking_fee',
      title: '停车费',
      department: 'finance',
      defaultKind: 'consult',
      cues: [[4, '停车费|月卡|临停|收费标准|多扣|停车涨价']],
    },
    {
      key: 'utility_fee',
      title: '水电公摊',
      department: 'finance',
      defaultKind: 'consult',
      cues: [[4, '水费|电费|公摊|代收|抄表|阶梯|电费贵']],
    },
    {
      key: 'deposit_invoice',
      title: '押金票据',
      department: 'finance',
      defaultKind: 'consult',
      cues: [[4, '押金|保证金|退款|发票|收据|抬头|开票']],
    },
    {
      key: 'maintenance_fund',
      title: '维修资金与公共收益',
      department: 'customer_service',
      defaultKind: 'consult',
      cues: [[4, '维修基金|维修资金|公共收益|广告费|收支公示|账目']],
    },
  ],
}
