/**
 * Something the real platform would have refused (`refused`), dropped without a word (`dropped`), cut in the
 * client (`cut`), or a passive reply it would have ignored (`ignored`). A desk that behaves causes none.
 */
export interface Violation {
  kind: 'refused' | 'dropped' | 'cut' | 'ignored'
  /** ISO instant on the emulator's clock. */
  at: string
  /** API path without query, or `webhook`. */
  api: string
  errcode: number
  detail: string
}
