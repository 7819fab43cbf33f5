import type { Wish } from './wish.ts'

const NAME = /^[\p{Script=Han}\w（）()·]{2,30}$/u
const ID = /^[a-z][a-z0-9]{0,31}$/
const ZONE = /^[A-Za-z_]+\/[A-Za-z_/]+$/
const BUILDINGS = /^(\d{1,3})[-~至到](\d{1,3})[栋幢号]楼?$/u

/**
 * `翠湖花园二期 cuihu2 参照 翠湖花园 Asia/Shanghai 1-8栋 2单元 18层 4户`: the name, the id, whose people and rules are copied,
 * and if said the time zone and the houses; `undefined` when it is not that, as 小区 停水 is a report.
 */
export function parseCommunity(args: readonly string[]): Wish | undefined {
  const [name = '', id = '', mark = '', like = '', ...rest] = args
  if (!NAME.test(name) || !ID.test(id) || !/^(?:参照|仿|同)$/u.test(mark) || !NAME.test(like))
    return undefined
  const [first = ''] = rest
  const timeZone = ZONE.test(first) ? first : null
  const houses = timeZone === null ? rest : rest.slice(1)
  const buildings = houses.length === 0 ? null : readBuildings(houses)
  if (buildings === undefined) return { do: 'unclear', usage: 'add_community' }
  return { do: 'add_community', name, id, like, timeZone, buildings }
}

type Buildings = Extract<Wish, { do: 'add_community' }>['buildings']

function readBuildings(words: readonly string[]): Buildings | undefined {
  const [, from, to] = BUILDINGS.exec(words[0] ?? '') ?? []
  const [first, last] = [Number(from), Number(to)]
  const count = (word: string | undefined, unit: string, most: number) => {
    const [, digits] = new RegExp(`^(\\d{1,3})${unit}$`, 'u').exec(word ?? '') ?? []
    const value = Number(digits)
    return value >= 1 && value <= most ? value : undefined
  }
  const units = count(words[1], '单元', 20)
  const next = words.slice(units === undefined ? 1 : 2)
  const floors = count(next[0], '层', 200)
  const flats = count(next[1], '户', 99)
  if (!(first >= 1 && first <= last) || floors === undefined || flats === undefined || next.length > 2)
    return undefined
  return { first, last, units: units ?? null, floors, flats }
}
