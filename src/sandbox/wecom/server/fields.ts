/** The object under a key; an empty one when there is none. */
export function objectAt(body: Record<string, unknown>, key: string): Record<string, unknown> {
  const value = body[key]
  return isObject(value) ? value : {}
}

/** The objects in the list under a key; anything else in it is left out. */
export function objectsAt(body: Record<string, unknown>, key: string): Record<string, unknown>[] {
  const value = body[key]
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** The text under a key; empty when absent or no text. */
export function textAt(body: Record<string, unknown>, key: string): string {
  const value = body[key]
  return typeof value === 'string' ? value : ''
}

/** Whether the value is a JSON object, not a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The texts in the list under a key; `undefined` when there is no list. */
export function textsAt(body: Record<string, unknown>, key: string): string[] | undefined {
  const value = body[key]
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : undefined
}

/** The whole number under a key; `undefined` when absent or anything else. */
export function intAt(body: Record<string, unknown>, key: string): number | undefined {
  const value = body[key]
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined
}
