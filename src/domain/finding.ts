import type { ReviewKind } from './review/review.ts'

/** Something that should have been done by `at` and was not (自查); `id` is the same however often it is found. */
export type Finding = { id: string; communityId: string; at: Date } & (
  | { what: 'ticket'; number: string }
  | { what: 'review' | 'review_reminder'; kind: ReviewKind }
  | { what: 'messages'; count: number }
)
