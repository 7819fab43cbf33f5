/** Something that somebody is going to do on his phone. */
export interface Act {
  at: Date
  who: { member: string } | { owner: string }
  act: { write: string } | { tap: string; key: string; selected?: Record<string, string[]> }
}

/** Acts in the order of their time; of the same instant the one planned first. */
export class Agenda {
  readonly #heap: { act: Act; turn: number }[] = []
  #turn = 0

  get size(): number {
    return this.#heap.length
  }

  peek(): Act | undefined {
    return this.#heap[0]?.act
  }

  add(act: Act): void {
    const heap = this.#heap
    heap.push({ act, turn: this.#turn++ })
    for (let i = heap.length - 1; i > 0;) {
      const parent = (i - 1) >> 1
      if (!this.#before(i, parent)) return
      this.#swap(i, parent)
      i = parent
    }
  }

  take(): Act | undefined {
    const heap = this.#heap
    const [first] = heap
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first?.act
    heap[0] = last
    for (let i = 0; ;) {
      const children = [2 * i + 1, 2 * i + 2].filter((child) => child < heap.length)
      const least = children.reduce((a, b) => (this.#before(b, a) ? b : a), i)
      if (least === i) return first.act
      this.#swap(i, least)
      i = least
    }
  }

  #before(a: number, b: number): boolean {
    const [left, right] = [this.#heap[a], this.#heap[b]]
    if (left === undefined || right === undefined) return false
    const apart = left.act.at.getTime() - right.act.at.getTime()
    return apart === 0 ? left.turn < right.turn : apart < 0
  }

  #swap(a: number, b: number): void {
    const [left, right] = [this.#heap[a], this.#heap[b]]
    if (left === undefined || right === undefined) return
    this.#heap[a] = right
    this.#heap[b] = left
  }
}
