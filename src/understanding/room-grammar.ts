import { NUMERAL_CHARS } from './numerals.ts'

/* Pieces of the written forms of a room (domain-facts 2.5); all match normalised text. */
const CN = `[${NUMERAL_CHARS}]`
const NUMBER = `(?:\\d{1,3}|${CN}{1,4})`
const GAP = '[\\s,、.·:;。]{0,3}'
const DASH = '\\s?(?:-{1,2}|/|杠)\\s?'
const AREA = `(?:(?<area>(?:${NUMBER}|[a-z])(?:期|区)|[东西南北中](?:区|苑|园)|[a-z]区)${GAP}(?:的)?)?`
const PHASE_AND_AREA = `(?:(?<phase>${NUMBER}期)${GAP})?${AREA}`
const BUILDING = `#?(?<building>[a-z]\\d{0,2}|\\d{1,3}[a-z]?|${CN}{1,4})`
const STRONG = '(?:号楼|#楼|号栋|号幢|栋楼|栋|幢|座|#|号院)'
const WEAK = '(?:楼|号|冻|懂|动|东|洞|撞)'
const UNIT = `(?:(?<unit>\\d{1,2}|${CN}{1,3})\\s?(?:单元门|单元|门|单|梯)(?:的)?${GAP}-?)`
const FLOOR = `(?:(?<floor>\\d{1,2}|${CN}{1,3})(?:层|楼)${GAP}(?:的)?)?`
const DOOR = `(?<door>\\d{3,4}[a-z]?|\\d{1,2}[a-z](?![a-z])|${CN}{2,7})`
const TAIL = '(?<tail>室|房间?|号房|号(?!楼|栋|线|院|车|位|停|库|单元|门|\\d)|户(?!型|口|外|内|籍))?'
/** What may not follow: then the digits were an amount, a date, a time, a size or the start of something else. */
const NOT_AFTER =
  '(?![\\d.%~*]|\\s?(?:元(?!旦)|块|万(?!一|分)|千(?!万)|百(?!叶)|年|月(?!租)|日(?!常|光|用|立)|天(?!花|然|台|天|窗|井|冷|热|气|暖)|点(?!不|火|着|灯|击|了)|时(?!候|不|常)|分钟|秒|小时|次(?!卧)|人(?!家)|个|平(?!时|常|安|台|房)|米(?!饭|粉)|度(?!假|过)|℃|斤|公斤|公里|车位|号车位|单元|栋|幢|号楼|期|辆|条|片|件|瓦(?!斯)|(?:w|v|kg|m)(?![a-z]))|-\\d|:\\d)'

/** 3栋2单元501, 三期2栋1804, 3#2-501, 66弄9号403室, 3座21C, 6栋5楼501. */
export const WORDED_ROOM = new RegExp(
  `(?<![\\da-z.])${PHASE_AND_AREA}(?:${BUILDING}\\s?${STRONG}(?:的)?${GAP}-?\\s?(?:${UNIT}|(?<unitDash>\\d{1,2})${DASH})?|#?(?<weakBuilding>\\d{1,3}|${CN}{1,4})${WEAK}${GAP}(?<weakUnit>\\d{1,2}|${CN}{1,3})(?:单元|单|门)(?:的)?${GAP}-?)${FLOOR}${DOOR}${TAIL}${NOT_AFTER}`,
  'g',
)

/** 66弄9号403室, 9号403室: in Shanghai 号 is the building; without 弄 the word 室 must follow. */
export const LANE_ROOM = new RegExp(
  `(?<![\\da-z.])(?:(?:${NUMBER})弄${GAP}#?(?<building>\\d{1,3}|${CN}{1,4})(?:号楼|号|栋|幢)${GAP}-?(?<door>\\d{3,4}[a-z]?|${CN}{2,7})(?:室|房)?|(?<bareBuilding>\\d{1,3}|${CN}{1,4})号(?<bareDoor>\\d{3,4}|${CN}{3,7})(?:室|房))${NOT_AFTER}`,
  'g',
)

/** 3-2-501, 3/2/501, 12-501, A-1203, S1-103, 三杠二杠五零一, 3-21C. */
export const DASHED_ROOM = new RegExp(
  `(?<![\\da-z.+#¥￥$/~-]|\\d:)${PHASE_AND_AREA}#?(?<building>[a-z]\\d?|\\d{1,2}[a-z]?|${CN}{1,3})(?:号楼|栋|幢|座|#)?${DASH}(?:(?<unit>\\d{1,2}|${CN}{1,3})(?:单元|门)?${DASH})?(?<door>\\d{3,4}[a-z]?|\\d{1,2}[a-z](?![a-z])|${CN}{2,7})${TAIL}${NOT_AFTER}`,
  'g',
)

/** 3 2 501 or 3.2.501: three bare numbers apart. */
export const SPACED_ROOM =
  /(?<![\d\-.:/] ?)(?<building>\d{1,2})(?: {1,3}|\.)(?<unit>\d)(?: {1,3}|\.)(?<door>\d{3,4})(?![\d.%~*]|\s?[元块万年月日度]| \d{4})/g

/** 8座16楼B室: the floor in words, the flat as a letter. */
export const LETTER_ROOM = new RegExp(
  `(?<![\\da-z.])${PHASE_AND_AREA}${BUILDING}\\s?${STRONG}${GAP}(?<floor>\\d{1,2}|${CN}{1,3})(?:层|楼)\\s?(?<letter>[a-h])(?![a-z\\d])(?:室|房|座|单位)?`,
  'g',
)

/** 云栖苑8幢: a detached house with the garden's name is one household (别墅/叠拼整幢). */
export const VILLA = new RegExp(
  `(?<garden>[\\u4e00-\\u9fff]{1,4}?苑)${GAP}(?<building>\\d{1,3}|${CN}{1,3})(?:栋|幢|号楼|号)(?!\\s?[-\\d${NUMERAL_CHARS}]|${GAP}(?:单元|楼下|门口|旁|前|后|附近|那|这|的?(?:电梯|楼道|大厅|大堂|单元|门禁|楼顶|地下|外墙|垃圾|旁)))`,
  'g',
)
