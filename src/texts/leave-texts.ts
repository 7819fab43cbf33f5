import { nameOfLeave } from './duty-texts.ts'
import type { LeaveView } from './view.ts'
import { roleTitle } from './words.ts'

const named = ({ leave, timeZone }: LeaveView) => nameOfLeave(leave, timeZone)

/** What is said about a leave in words, by kind of message. */
export const LEAVE_TEXTS: Readonly<Record<string, (view: LeaveView) => string | undefined>> = {
  leave_requested: (view) =>
    view.leave.status === 'requested'
      ? `已提交：${named(view)}，等待${roleTitle(view.leave.approver ?? undefined)}确认。`
      : undefined,
  leave_confirmed: (view) => `已同意：${named(view)}。提前回来请发送“销假”。`,
  leave_declined: (view) =>
    `未同意：${named(view)}。请与${roleTitle(view.leave.approver ?? undefined)}当面沟通。`,
  leave_lapsed: (view) => `${named(view)}一直没有得到确认，已失效，值班表未变。`,
  leave_cancelled: (view) => `已销假：${named(view)}。`,
  leave_cancelled_told: (view) => `${view.leave.person.name}已销假（${named(view)}）。`,
  leave_deputy: (view) =>
    view.leave.status === 'confirmed'
      ? `您将代${view.leave.person.name}的班：${named(view)}。这段时间属于该岗位的卡片会发给您。`
      : undefined,
  leave_notice: (view) => `${view.leave.person.name}${named(view)}，特此告知。`,
  unreachable: (view) => `【未送达】${view.leave.person.name}${named(view)}的消息未能送达，请当面确认。`,
}
