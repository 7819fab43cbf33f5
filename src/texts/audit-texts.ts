import { sayInstant } from '../domain/calendar/index.ts'
import type { Finding } from '../domain/finding.ts'

/** For the managers' group: what the desk should have done by itself and has not (自查). */
export function sayFinding(finding: Finding, { now, timeZone }: { now: Date; timeZone: string }): string {
  return `【自查】${sayWhat(finding, sayInstant(finding.at, now, timeZone))}系统会继续重试，请管理员查看服务与日志。`
}

function sayWhat(finding: Finding, at: string): string {
  switch (finding.what) {
    case 'ticket':
      return `${finding.number} 应在 ${at} 提醒或升级，至今没有执行，请先当面跟进。`
    case 'review':
      return `${at} 的${titleOf(finding.kind)}没有生成。`
    case 'review_reminder':
      return `${at} 应有的${titleOf(finding.kind)}提醒没有发出。`
    case 'messages':
      return `有 ${String(finding.count)} 条消息自 ${at} 起未能发出。`
  }
}

function titleOf(kind: 'daily' | 'weekly'): string {
  return kind === 'daily' ? '接待日审' : '接待周审'
}
