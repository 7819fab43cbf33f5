import * as z from 'zod/mini'

const KEY = 'sandbox.phones'
const Choice = z.array(z.string())

/** The phones this visitor chose last, as keys; empty when none, or when the browser keeps nothing. */
export function readChoice(): string[] {
  try {
    return Choice.parse(JSON.parse(localStorage.getItem(KEY) ?? '[]'))
  } catch {
    return []
  }
}

/** Keeps the visitor's choice in the browser; one that keeps nothing just forgets it. */
export function writeChoice(keys: readonly string[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(keys))
  } catch {
    // Private windows may refuse: the choice then lasts as long as the page.
  }
}
