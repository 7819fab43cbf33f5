/** Number of items an iterable gives, at most `limit`. */
export function countItems(items: Iterable<unknown>, limit = Infinity): number {
  const iterator = items[Symbol.iterator]()
  let count = 0
  while (count < limit && iterator.next().done !== true) count++
  return count
}
