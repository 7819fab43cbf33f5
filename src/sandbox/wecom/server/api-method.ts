import type { Platform } from '../platform.ts'
import type { Agent } from '../world.ts'
import type { Refusal } from './refusal.ts'

/** A call without access token, such as gettoken or a group webhook. */
export interface OpenCall {
  query: URLSearchParams
  /** The JSON body; empty when it was no JSON object. */
  body: Record<string, unknown>
  raw: Buffer
  contentType: string
  /** The `Range` header, empty when absent. */
  range: string
}

/** A call whose token was checked; `agent` is the token's app. */
export interface ApiCall extends OpenCall {
  agent: Agent
}

/** Bytes instead of JSON. */
export interface FileAnswer {
  file: { bytes: Buffer; contentType: string; fileName: string; range?: { from: number; size: number } }
}

/** What a method answers: fields beside errcode 0, a refusal, or a file. */
export type ApiAnswer = Refusal | { ok: Record<string, unknown> } | FileAnswer

interface MethodBase {
  path: string
  /** `GET` methods are answered for POST too; a POST method called with GET is refused. */
  verb: 'GET' | 'POST'
  /** Errcodes that answer a question ("is there such a chat?") and are no fault of the asker. */
  asking?: readonly number[]
}

/** One method of the API; runs without waiting, so that all its changes are one line of the journal. */
export type ApiMethod =
  | (MethodBase & { token: 'required'; run(platform: Platform, call: ApiCall): ApiAnswer })
  | (MethodBase & { token: 'none'; run(platform: Platform, call: OpenCall): ApiAnswer })

/** Whether the answer is a refusal. */
export function isRefusal(answer: object): answer is Refusal {
  return 'errcode' in answer
}
