import { longestSpan, type Draw, type Units } from './units.ts'

interface Unit {
  at: number
  act: string
}

/** Takings between two sweeps of keys whose units matter no more. */
const TAKINGS_PER_SWEEP = 1000

/** Units counted in this process. */
export function createMemoryUnits(): Units {
  const keys = new Map<string, { units: Unit[]; keepMs: number }>()
  let takings = 0

  const unitsOf = (key: string, keepMs: number): Unit[] => {
    const known = keys.get(key) ?? { units: [], keepMs }
    known.keepMs = Math.max(known.keepMs, keepMs)
    keys.set(key, known)
    return known.units
  }
  const remove = (act: string, { key, units }: Draw): void => {
    const known = keys.get(key)?.units ?? []
    // An act's units lie near the end.
    for (let index = known.length - 1, left = units; index >= 0 && left > 0; index -= 1) {
      if (known[index]?.act !== act) continue
      known.splice(index, 1)
      left -= 1
    }
  }
  const add = (act: string, draw: Draw, at: number): void => {
    const known = unitsOf(draw.key, longestSpan(draw))
    known.splice(firstAfter(known, at), 0, ...Array.from({ length: draw.units }, () => ({ at, act })))
  }
  const sweep = (now: number): void => {
    takings = 0
    for (const [key, { units, keepMs }] of keys) {
      units.splice(0, firstAfter(units, now - keepMs))
      if (units.length === 0) keys.delete(key)
    }
  }

  return {
    takeUnits(act, draws, now, heldUntil) {
      takings += 1
      if (takings >= TAKINGS_PER_SWEEP) sweep(now.getTime())
      const waits = draws.map((draw) => waitFor(draw, keys.get(draw.key)?.units ?? [], now.getTime()))
      if (waits.every((wait) => wait === 0)) for (const draw of draws) add(act, draw, heldUntil.getTime())
      return Promise.resolve(waits)
    },
    stampUnits(act, draws, at) {
      for (const draw of draws) {
        remove(act, draw)
        add(act, draw, at.getTime())
      }
      return Promise.resolve()
    },
    returnUnits(act, draws) {
      for (const draw of draws) remove(act, draw)
      return Promise.resolve()
    },
    forgetUnits(key, before) {
      const known = keys.get(key)?.units ?? []
      known.splice(0, firstAfter(known, before.getTime() - 1))
      return Promise.resolve()
    },
    seedUnits(key, instants, keepMs) {
      const known = unitsOf(key, keepMs)
      if (known.length > 0) return Promise.resolve()
      const sorted = instants.map((at) => at.getTime()).sort((a, b) => a - b)
      known.push(...sorted.map((at) => ({ at, act: 'past' })))
      return Promise.resolve()
    },
  }
}

function waitFor({ units, windows }: Draw, known: readonly Unit[], now: number): number {
  return Math.max(
    0,
    ...windows.map(({ limit, spanMs }) => {
      const begin = firstAfter(known, now - spanMs)
      const over = known.length - begin + units - limit
      if (over <= 0) return 0
      const last = known[begin + over - 1]
      return last === undefined ? spanMs : last.at + spanMs - now
    }),
  )
}

/** Index of the first unit that counts after the instant; units are in order. */
function firstAfter(units: readonly Unit[], at: number): number {
  let low = 0
  let high = units.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((units[middle]?.at ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low
}
