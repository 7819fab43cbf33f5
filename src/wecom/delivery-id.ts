import { createHash } from 'node:crypto'
import type { XmlNode, XmlTree } from './xml-tree.ts'

/** What tells events of members apart; the platform gives events no id of their own (wecom.md 1.7). */
const EVENT_FIELDS = [
  ...['FromUserName', 'CreateTime', 'Event', 'ChangeType', 'EventKey', 'TaskId'],
  ...['UserID', 'ExternalUserID', 'ChatId', 'ResponseCode', 'OpenKfId', 'Token'],
]

/**
 * `msg:<MsgId>` for messages, `event:<sha256>` for events: the same for every repeat of a delivery, whatever its
 * element order, whitespace, nonce or ciphertext.
 */
export function deliveryIdOf(fields: XmlTree): string {
  if (typeof fields.MsgId === 'string' && fields.MsgId !== '') return `msg:${fields.MsgId}`
  const named = EVENT_FIELDS.map((name) => fields[name] ?? '')
  // All system events come from `sys`, many in one second (WxJava#1745): there, and where there is no event, every element counts.
  const bySystem = fields.FromUserName === undefined || fields.FromUserName === 'sys'
  const rest = bySystem || fields.Event === undefined ? fields : {}
  const digest = createHash('sha256').update(JSON.stringify([named, sorted(rest)]))
  return `event:${digest.digest('hex')}`
}

/** The same tree whatever the order of its elements. */
function sorted(node: XmlNode): unknown {
  if (typeof node === 'string') return node
  if (Array.isArray(node)) return node.map(sorted)
  return Object.keys(node)
    .sort()
    .map((name) => [name, sorted(node[name] ?? '')])
}
