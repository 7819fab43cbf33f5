import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { CATEGORY_KEYS, KINDS } from '../../src/understanding/index.ts'

const Labelled = z.object({
  text: z.string(),
  kind: z.enum(KINDS),
  category: z.enum(CATEGORY_KEYS),
  room: z.string().nullish(),
  phone: z.string().nullish(),
  name: z.string().nullish(),
  urgent: z.boolean(),
})

/** A message with what a person reads in it; room, phone and name are left out where nobody labelled them. */
export type Labelled = z.infer<typeof Labelled>

/** The messages of one set, in the order of the file. */
export function load(name: string): Labelled[] {
  const lines = readFileSync(new URL(`${name}.jsonl`, import.meta.url), 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => Labelled.parse(JSON.parse(line)))
}
