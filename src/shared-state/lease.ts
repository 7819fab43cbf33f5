import { randomUUID } from 'node:crypto'
import type { SharedState } from './shared-state.ts'

/**
 * Runs `work` unless another holder has the lease of this name. The lease is renewed while the work goes on; when it
 * is lost all the same (state unreachable, process asleep) the signal aborts, and long work should stop at its next step.
 * A lease saves double work, it does not guarantee correctness: every write of `work` stays conditional.
 */
export async function withLease(
  state: SharedState,
  name: string,
  ttlMs: number,
  work: (lost: AbortSignal) => Promise<void>,
): Promise<'done' | 'held_elsewhere'> {
  const key = `lease:${name}`
  const holder = randomUUID()
  if (!(await state.setIfAbsent(key, holder, ttlMs))) return 'held_elsewhere'

  const lost = new AbortController()
  const renewal = setInterval(() => {
    state.extendIfEquals(key, holder, ttlMs).then(
      (held) => {
        if (!held) lost.abort()
      },
      () => {
        lost.abort()
      },
    )
  }, ttlMs / 3)
  try {
    await work(lost.signal)
    return 'done'
  } finally {
    clearInterval(renewal)
    // A release that fails is no failure of the work: the lease then ends by its own time.
    await state.deleteIfEquals(key, holder).catch(() => false)
  }
}
