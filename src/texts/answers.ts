import type { Question } from '../domain/question.ts'

/** What the desk says to people outside of any ticket's own messages. */
export const ANSWERS = {
  notATicket: '收到。如需登记报修、投诉或求助，请写明房号、称呼、电话和事由。',
  cannotRead: '暂时看不了这类消息，请用文字说明房号和事由。',
  emptyText: '没有收到文字内容，请再发一次。',
  cardUnknown: '这张卡片已失效，请以最新的卡片为准。',
  formerMember: '您已不在本项目的通讯录中，不能再操作这张卡片。如有疑问请联系客服主管。',
  cancelled: '好的，已取消。',
  followUpSet: '这件工单已安排跟进，下次周审会告知结果。',
  reviewWithoutList: '这份审核没有可以打开的清单。',
} as const

/** For the managers' group: somebody's message could not be handled although it was tried again and again. */
export function sayGivenUp(name: string): string {
  return `【未处理】${name}的一条消息多次处理失败，请当面确认并补登记，同时请管理员查看日志。`
}

/** The same words came again from the same person. */
export function sayRepeated(number: string): string {
  return `这条已登记为 ${number}，没有重复登记。如是另一件事，请补充说明后再发。`
}

/** What 重发未送达 has led to. */
export function sayResent(count: number): string {
  return count === 0
    ? '没有未送达的消息。'
    : `正在重新发送 ${String(count)} 条未送达的消息，已不适用的不再发送。`
}

/** The question that a tap on 完成, 记录进展 or 关闭并说明原因 leads to. */
export const ASK: Readonly<
  Record<
    Exclude<Question, 'details' | 'owner_answer' | 'review_comment' | 'form' | 'handover_note'>,
    (number: string) => string
  >
> = {
  result: (number) => `${number}：请直接回复处理结果（回复“取消”放弃）。`,
  note: (number) => `${number}：请直接回复处理进展（回复“取消”放弃）。`,
  close_reason: (number) => `${number}：请直接回复无法处理的原因，原因会告知上报人（回复“取消”放弃）。`,
}
