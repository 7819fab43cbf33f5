import type { ParsedUrlQuery } from 'node:querystring'

/** The signed part of a webhook's address. */
export interface SealedParams {
  signature: string
  timestamp: string
  nonce: string
  echo: string
}

const NAMES = ['msg_signature', 'timestamp', 'nonce'] as const

/**
 * Reads the parameters of wecom.md 1.4 and 1.5; `echo` is asked for in the verification only and is empty otherwise.
 * `problem` names what is missing or given twice, because either way the signature is about something else.
 */
export function readSealedParams(
  query: ParsedUrlQuery,
  kind: 'verification' | 'delivery',
): SealedParams | { problem: string } {
  const names = kind === 'verification' ? [...NAMES, 'echostr'] : NAMES
  const missing = names.filter((name) => query[name] === undefined || query[name] === '')
  if (missing.length > 0) return { problem: `missing parameter: ${missing.join(', ')}` }
  const repeated = names.filter((name) => Array.isArray(query[name]))
  if (repeated.length > 0) return { problem: `repeated parameter: ${repeated.join(', ')}` }
  const value = (name: string): string => (typeof query[name] === 'string' ? query[name] : '')
  return {
    signature: value('msg_signature'),
    timestamp: value('timestamp'),
    nonce: value('nonce'),
    // A plus sign that travelled unescaped arrives as a space; Base64 has no spaces (wecom.md 1.3).
    echo: kind === 'verification' ? value('echostr').replaceAll(' ', '+') : '',
  }
}
