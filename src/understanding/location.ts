import { NUMERAL_CHARS, readNumeral } from './numerals.ts'

const NUMBER = `(?:\\d{1,3}|[${NUMERAL_CHARS}]{1,4})`
const BUILDING_PART = new RegExp(
  `(?<![\\da-z])(?<id>[a-z]\\d?|${NUMBER}[a-z]?)(?:号楼|栋楼|栋|幢|座|#)|(?<![\\d.a-z-])(?<pair>\\d{1,2})-\\d{1,2}(?=的?(?:大门|楼梯|电梯|单元|楼道|门|大堂|大厅|[一二三四五六七八九十]+层|\\d{1,2}[层楼]))`,
)
const PLACE =
  '楼道|楼梯间?|电梯(?:口|厅|间)?|大堂|大厅|单元门口?|门口|天台|楼顶|屋顶|地下车库|地下室|地库|车库(?:入口|出口)?|停车场|车棚|充电桩|[东南西北正后侧](?:大?门|区|广场)(?:岗亭|门口)?|大门口?|岗亭|游乐场|儿童乐园|滑梯|健身区|健身器材|广场|花园|中庭|花坛|绿化带|草坪|水池|池塘|凉亭|喷泉|垃圾(?:房|站|桶|点|分类亭)|快递柜|驿站|会所|泳池|活动室|门卫室|物业(?:中心|办公室)|消防通道|配电房|水泵房|走廊|过道|连廊|架空层|负[一二三]层|b[1-4](?:层|车库)?|路口|小区门口|后门|前门|底商|楼下|台阶|公告栏'
const PLACE_CHAIN = new RegExp(
  `(?:(?:${NUMBER}期|[东西南北][区苑]|[a-z]区)的?)?(?:(?<![\\da-z])(?:[a-z]\\d?|${NUMBER}[a-z]?)(?:号楼|栋楼|栋|幢|座|#)的?)?(?:${NUMBER}(?:单元|门)的?)?(?:${NUMBER}(?:层|楼)的?)?(?:(?:${PLACE})的?(?:旁边|附近|门口|前面|后面|入口|出口|里面?|角落)?){0,3}`,
  'g',
)
const PARKING_PLACE =
  /(?<![a-z\d])(?:[bp]\d?-\d{2,4}|负[一二三]层?-?\d{2,4}|(?:车位)[a-z]?\d{1,4}(?:-\d{1,4})?)(?!\d)(?:号?车位)?/
const PAIR_PLACE =
  /(?<![\d.a-z-])\d{1,2}-\d{1,2}的?(?:大门|楼梯间?|电梯|单元门?|楼道|大堂|大厅|门|[一二三四五六七八九十]+层|\d{1,2}[层楼])/

/** The building a normalised text speaks of when no room is known, for instance '3' or 'A'. */
export function findBuilding(text: string): string | undefined {
  const groups = BUILDING_PART.exec(text)?.groups
  const words = groups?.id ?? groups?.pair
  if (words === undefined) return undefined
  return /^[a-z\d]+$/.test(words) ? words.toUpperCase().replace(/^0+(?=\d)/, '') : readNumeral(words)
}

/** The place in public space that a text without a room points to, in the writer's words. */
export function findLocation(original: string, text: string): string | undefined {
  const special = PARKING_PLACE.exec(text) ?? PAIR_PLACE.exec(text)
  if (special !== null) return original.slice(special.index, special.index + special[0].length)
  let longest: { index: number; length: number } | undefined
  for (const match of text.matchAll(PLACE_CHAIN)) {
    if (match[0].length > (longest?.length ?? 1)) longest = { index: match.index, length: match[0].length }
  }
  return longest === undefined ? undefined : original.slice(longest.index, longest.index + longest.length)
}
