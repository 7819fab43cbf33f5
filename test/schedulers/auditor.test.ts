import { expect } from 'chai'
import type { Finding } from '../../src/domain/finding.ts'
import { createAuditScheduler } from '../../src/schedulers/auditor.ts'
import { sayFinding } from '../../src/texts/audit-texts.ts'
import { hoursLater } from '../support/builders.ts'

const about = { communityId: 'cuihu', at: hoursLater(1) }
const ticket: Finding = { ...about, id: 'ticket-a', what: 'ticket', number: 'JD-20261123-0001' }
const messages: Finding = { ...about, id: 'messages-m1', what: 'messages', count: 3 }

describe('the auditor', () => {
  it('tells what it finds twice in a row, and looks no more often than it is asked to', async () => {
    const told: string[] = []
    let found: Finding[] = [ticket, messages]
    let looks = 0
    const auditor = createAuditScheduler({
      audit: () => {
        looks += 1
        return Promise.resolve(found)
      },
      tell: ({ id }) => {
        told.push(id)
        return Promise.resolve()
      },
      everyMs: 3_600_000,
    })
    expect(await auditor.run(hoursLater(2))).to.equal(0)
    expect(await auditor.run(hoursLater(2.9))).to.equal(0)
    expect(looks).to.equal(1)
    found = [ticket]
    expect(await auditor.run(hoursLater(3))).to.equal(1)
    expect(told).to.deep.equal(['ticket-a'])
    found = []
    await auditor.run(hoursLater(4))
    found = [messages]
    await auditor.run(hoursLater(5))
    expect(told, 'found anew, not twice in a row').to.deep.equal(['ticket-a'])
    expect(await auditor.nextDueAt(hoursLater(5))).to.equal(undefined)
  })

  it('says what was left undone without ids', () => {
    const when = { now: hoursLater(2), timeZone: 'Asia/Shanghai' }
    expect(sayFinding(ticket, when)).to.equal(
      '【自查】JD-20261123-0001 应在 11月23日 11:00 提醒或升级，至今没有执行，请先当面跟进。系统会继续重试，请管理员查看服务与日志。',
    )
    expect(sayFinding(messages, when)).to.include('有 3 条消息自 11月23日 11:00 起未能发出。')
    expect(sayFinding({ ...about, id: 'r', what: 'review', kind: 'weekly' }, when)).to.include(
      '11月23日 11:00 的接待周审没有生成。',
    )
    expect(sayFinding({ ...about, id: 'r', what: 'review_reminder', kind: 'daily' }, when)).to.include(
      '应有的接待日审提醒没有发出。',
    )
  })
})
