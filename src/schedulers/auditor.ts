import type { Finding } from '../domain/finding.ts'
import type { Scheduler } from './scheduler.ts'

/**
 * Looks now and then whether the others do their work. What is found twice in a row is told, so that a backlog after an
 * outage, which is being worked off, alarms nobody.
 */
export function createAuditScheduler(deps: {
  audit: (now: Date) => Promise<Finding[]>
  tell: (finding: Finding, now: Date) => Promise<void>
  everyMs: number
}): Scheduler {
  const { audit, tell, everyMs } = deps
  let lastAt: Date | undefined
  let seen = new Set<string>()
  return {
    name: 'auditor',
    leased: true,
    // Nothing is ever due for it: it only watches what is due for others.
    nextDueAt: () => Promise.resolve(undefined),
    async run(now) {
      if (lastAt !== undefined && now.getTime() - lastAt.getTime() < everyMs) return 0
      lastAt = now
      const findings = await audit(now)
      const again = findings.filter(({ id }) => seen.has(id))
      seen = new Set(findings.map(({ id }) => id))
      for (const finding of again) await tell(finding, now)
      return again.length
    },
  }
}
