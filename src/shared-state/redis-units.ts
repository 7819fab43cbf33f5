import type { Redis } from 'ioredis'
import { z } from 'zod'
import { longestSpan, type Draw, type Units } from './units.ts'

// Each key is a sorted set with one member a unit, its score the instant (ms) at which the unit counts.

// ARGV: act, now, heldUntil, then for each key: units, number of windows, and limit and span of each window.
const TAKE = `
local act, now, held, place = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), 4
local waits, units, longest, refused = {}, {}, {}, false
for i, key in ipairs(KEYS) do
  units[i], longest[i], waits[i] = tonumber(ARGV[place]), 0, 0
  local windows = tonumber(ARGV[place + 1])
  place = place + 2
  for _ = 1, windows do
    local limit, span = tonumber(ARGV[place]), tonumber(ARGV[place + 1])
    place = place + 2
    longest[i] = math.max(longest[i], span)
    local begin = '(' .. string.format('%d', now - span)
    local used = redis.call('zcount', key, begin, '+inf')
    local over = used + units[i] - limit
    if over > 0 then
      local wait = span
      if over <= used then
        local last = redis.call('zrangebyscore', key, begin, '+inf', 'withscores', 'limit', over - 1, 1)
        wait = tonumber(last[2]) + span - now
      end
      waits[i], refused = math.max(waits[i], wait), true
    end
  end
end
if refused then return waits end
for i, key in ipairs(KEYS) do
  redis.call('zremrangebyscore', key, '-inf', string.format('%d', now - longest[i]))
  for n = 1, units[i] do redis.call('zadd', key, held, act .. ':' .. n) end
  redis.call('pexpire', key, held - now + longest[i])
end
return waits`

// ARGV: act, instant, then for each key: units and how long to keep them.
const STAMP = `
for i, key in ipairs(KEYS) do
  for n = 1, tonumber(ARGV[2 * i + 1]) do redis.call('zadd', key, ARGV[2], ARGV[1] .. ':' .. n) end
  redis.call('pexpire', key, ARGV[2 * i + 2])
end
return 0`

// ARGV: act, then units of each key.
const RETURN = `
for i, key in ipairs(KEYS) do
  for n = 1, tonumber(ARGV[i + 1]) do redis.call('zrem', key, ARGV[1] .. ':' .. n) end
end
return 0`

// ARGV: how long to keep, then the instants.
const SEED = `
if redis.call('exists', KEYS[1]) == 1 then return 0 end
for n = 2, #ARGV do redis.call('zadd', KEYS[1], ARGV[n], 'past:' .. n) end
if #ARGV > 1 then redis.call('pexpire', KEYS[1], ARGV[1]) end
return 0`

const Waits = z.array(z.number())

/** Units counted in Redis, so that all processes count together; `reach` turns failures into the desk's errors. */
export function createRedisUnits(redis: Redis, reach: <T>(answer: Promise<T>) => Promise<T>): Units {
  const keysOf = (draws: readonly Draw[]) => draws.map(({ key }) => key)
  const countsOf = (draws: readonly Draw[]) => draws.map(({ units }) => units)
  return {
    async takeUnits(act, draws, now, heldUntil) {
      const asked = draws.flatMap(({ units, windows }) => [
        units,
        windows.length,
        ...windows.flatMap(({ limit, spanMs }) => [limit, Math.ceil(spanMs)]),
      ])
      const args = [act, now.getTime(), heldUntil.getTime(), ...asked]
      return Waits.parse(await reach(redis.eval(TAKE, draws.length, ...keysOf(draws), ...args)))
    },
    async stampUnits(act, draws, at) {
      const kept = draws.flatMap((draw) => [draw.units, Math.ceil(longestSpan(draw))])
      const args = [act, at.getTime(), ...kept]
      await reach(redis.eval(STAMP, draws.length, ...keysOf(draws), ...args))
    },
    async returnUnits(act, draws) {
      await reach(redis.eval(RETURN, draws.length, ...keysOf(draws), act, ...countsOf(draws)))
    },
    async forgetUnits(key, before) {
      await reach(redis.zremrangebyscore(key, '-inf', `(${before.getTime()}`))
    },
    async seedUnits(key, instants, keepMs) {
      const args = [Math.ceil(keepMs), ...instants.map((at) => at.getTime())]
      await reach(redis.eval(SEED, 1, key, ...args))
    },
  }
}
