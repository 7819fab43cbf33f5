import type { Policy } from '../config/policy.ts'

/** What a person can send besides words and places (`wecom.md` 2.1). */
export type MediaKind = keyof Policy['media']['kinds']

/** What the desk takes of each kind: at most so many bytes, in these formats. */
export type MediaLimits = Policy['media']['kinds']

/** Why bytes are not kept. */
export type MediaProblem = 'empty' | 'too_big' | 'wrong_type'
