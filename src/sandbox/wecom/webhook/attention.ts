import { setTimeout as sleep } from 'node:timers/promises'

const LOOK_EVERY_MS = 10

/** Counts what is being done, so that others can wait until nothing is. */
export interface Attention {
  /** Runs `act` as something that {@link Attention.idle} waits for. */
  during<T>(act: () => Promise<T>): Promise<T>
  /** Within {@link Attention.during}: waits for an instant of the clock; not counted as being done until it is due. */
  until(instant: number, signal: AbortSignal): Promise<void>
  /** Resolves when nothing is being done and nothing that waited is due. */
  idle(): Promise<void>
}

/** `now` is the emulator's instant in milliseconds; it may be moved at any time, therefore waiting looks again and again. */
export function createAttention(now: () => number): Attention {
  let working = 0
  const waiting = new Set<number[]>()
  let release: (() => void)[] = []
  const leave = (): void => {
    working -= 1
    if (working > 0) return
    const released = release
    release = []
    for (const each of released) each()
  }
  const isDue = (): boolean => [...waiting].some(([instant = 0]) => instant <= now())
  return {
    async during(act) {
      working += 1
      try {
        return await act()
      } finally {
        leave()
      }
    },
    async until(instant, signal) {
      const mark = [instant]
      waiting.add(mark)
      leave()
      while (now() < instant && !signal.aborted) await sleep(LOOK_EVERY_MS)
      waiting.delete(mark)
      working += 1
    },
    async idle() {
      while (working > 0 || isDue()) {
        if (working === 0) await sleep(LOOK_EVERY_MS)
        else await new Promise<void>((resolve) => release.push(resolve))
      }
    },
  }
}
