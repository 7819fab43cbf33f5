import type { Form } from '../domain/reception/form.ts'
import type { RequiredField } from '../domain/ticket/index.ts'
import type { Setting } from './view.ts'

/** The present state of a form with its setting. */
export interface FormView extends Setting {
  form: Form
}

/** The level-1 sorts that a form offers; ten options are the platform's most (`wecom.md` 4.4). */
export const GROUP_TITLES: Readonly<Record<string, string>> = {
  repair_indoor: '户内报修',
  repair_public: '公共设施',
  utility_supply: '水电气暖供应',
  environment: '环境卫生',
  order_safety: '秩序安全',
  fee_finance: '费用财务',
  service: '服务与人员',
  affairs: '办事咨询',
  emergency: '紧急突发',
}

const QUESTIONS: Readonly<Record<RequiredField, string>> = {
  room: '请回复房号，如 3-2-501；公共区域请回复地点。',
  ownerName: '请回复业主称呼，如 张女士。',
  phone: '请回复业主的联系电话。',
  matter: '请回复事由，如 厨房漏水。',
}

/** What is said about a form in words, by kind of message. */
export const FORM_TEXTS: Readonly<Record<string, (view: FormView) => string | undefined>> = {
  form_ask: ({ form, facts }) => {
    const question = Object.entries(QUESTIONS).find(([field]) => field === facts.field)?.[1]
    return form.status === 'open' && question !== undefined ? `${question}（回复“取消”放弃）` : undefined
  },
  form_cancelled_note: () => '好的，已取消，没有登记。',
  unreachable: () => '【未送达】登记单的消息未能送达，请检查通讯录与应用可见范围。',
}
