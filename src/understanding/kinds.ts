/** What the writer wants (意图), in the order in which a doubt is decided: the first wins (domain-facts 2.1). */
export const KINDS = [
  'emergency',
  'complaint',
  'repair',
  'help',
  'special_service',
  'suggestion',
  'consult',
  'praise',
  'other',
] as const

/** One of the nine kinds of matter; `other` needs no ticket. */
export type Kind = (typeof KINDS)[number]

/** Chinese titles of the kinds, as cards show them. */
export const KIND_TITLES: Readonly<Record<Kind, string>> = {
  emergency: '紧急',
  complaint: '投诉',
  repair: '报修',
  help: '求助',
  special_service: '特约服务',
  suggestion: '建议',
  consult: '咨询',
  praise: '表扬',
  other: '其他',
}
