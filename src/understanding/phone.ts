import { readDigitByDigit } from './numerals.ts'
import type { Span } from './span.ts'

/** A mobile number found in the text, as 11 digits (domain-facts 2.6). */
export interface PhoneFound extends Span {
  phone: string
}

const COUNTRY = String.raw`(?:(?:\(\s*\+?86\s*\)|\+\s?86|0086|86)[-\s]{0,2}|0)?`
const GROUPED = String.raw`1[3-9]\d(?:\d{8}|[-\s.]\d{4}[-\s.]\d{4}|[-\s.]\d{3}[-\s.]\d{5}|[-\s.]\d{8}|\d[-\s.]\d{3}[-\s.]?\d{4}|\d{2}[-\s.]\d{6}|\d{4}[-\s.]\d{4}|\d[-\s.]\d{4}[-\s.]\d{3})`
const SPELT_OUT = String.raw`1 [3-9](?: \d){9}`
const ARABIC = new RegExp(String.raw`(?<![\d*])${COUNTRY}(${GROUPED}|${SPELT_OUT})(?![\d*]|[-.]\d)`, 'g')
const CHINESE =
  /[一幺1][ ,，、-]?[三四五六七八九3-9](?:[ ,，、-]?[零〇幺一二两三四五六七八九0-9]){9}(?![零〇幺一二两三四五六七八九十百千\d])/g
/** A Latin letter in front makes it an order or part number, except for the usual words for a telephone. */
const LETTER_BEFORE = /[a-z]$/
const PHONE_WORD_BEFORE = /(?:tel|phone|mobile|mob|call|vx|wx|v)[\s.:]?$/
const OTHER_NUMBER_BEFORE =
  /(?:单号|编号|订单|运单|工单|身份证|卡号|户号|表号|票号|账号|流水号|条码|条形码|取件码|验证码|车架号|发票号|序列号|合同号)号?码?[^\d,。;!?\n]{0,4}$/
const OLD_NUMBER_BEFORE =
  /(?:别打|不要打|勿打|不打|旧号码?|原来的?|之前的?|以前的?|老号码?|停用的?)[^\d,。;!?\n]{0,5}$/
const OLD_NUMBER_AFTER = /^.{0,3}(?:停用|不用了|停机|作废|是旧号|打不通|空号)/
const OWN_NUMBER_BEFORE =
  /(?:我的?(?:手机|电话|号码|联系)|本人|换成|改成|改为|更换为|新号码?|打这个|回我|联系我|现在用)[^\d。;!?\n]{0,6}$/
const STRANGER_BEFORE =
  /(?:保安|保洁|师傅|管家|邻居|楼上|租客|中介|房东|骗子|骚扰|推销|公司|客服|他|她|对方|车主)的?(?:手机|电话|号码|号)?[^\d,。;!?\n]{0,3}$/

/** Every mobile number of the normalised text; masked, incomplete, landline and order numbers are none. */
export function findPhones(text: string): PhoneFound[] {
  const found: PhoneFound[] = []
  for (const match of text.matchAll(ARABIC)) {
    const digits = (match[1] ?? '').replace(/\D/g, '')
    const before = text.slice(Math.max(0, match.index - 16), match.index)
    const coded = LETTER_BEFORE.test(before) && !PHONE_WORD_BEFORE.test(before)
    if (digits.length !== 11 || coded || OTHER_NUMBER_BEFORE.test(before)) continue
    found.push({ phone: digits, start: match.index, end: match.index + match[0].length })
  }
  for (const match of text.matchAll(CHINESE)) {
    if (/^[\d ,，、-]+$/.test(match[0])) continue
    const digits = readDigitByDigit(match[0].replace(/[ ,，、-]/g, ''))
    const before = text.slice(Math.max(0, match.index - 1), match.index)
    if (digits === undefined || /[零〇一二三四五六七八九\d]/.test(before)) continue
    found.push({ phone: digits, start: match.index, end: match.index + match[0].length })
  }
  return found
}

/** The number under which the writer wants to be reached: an own or new one before any, an old one last. */
export function choosePhone(text: string, phones: readonly PhoneFound[]): PhoneFound | undefined {
  const rank = ({ start, end }: PhoneFound): number => {
    const before = text.slice(Math.max(0, start - 14), start)
    if (OLD_NUMBER_BEFORE.test(before) || OLD_NUMBER_AFTER.test(text.slice(end, end + 12))) return 3
    if (OWN_NUMBER_BEFORE.test(before)) return 0
    return STRANGER_BEFORE.test(before) ? 2 : 1
  }
  return [...phones].sort((a, b) => rank(a) - rank(b) || a.start - b.start)[0]
}
