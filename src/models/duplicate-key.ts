const DUPLICATE_KEY = 11000

/** Whether the write was refused because another document has the same value in this unique field. */
export function isDuplicateOf(error: unknown, field: string): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== DUPLICATE_KEY) return false
  return (
    'keyPattern' in error &&
    typeof error.keyPattern === 'object' &&
    error.keyPattern !== null &&
    field in error.keyPattern
  )
}
