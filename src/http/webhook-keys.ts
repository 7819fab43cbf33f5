import type { SealingKey } from '../wecom/sealed-message.ts'

/** What webhooks are opened with: all keys in use, newest first, and the corp they must be addressed to. */
export interface WebhookKeys {
  keys: readonly SealingKey[]
  corpId: string
}
