import { z } from 'zod'

/** An answer of which only the errcode matters. */
export const Done = z.object({})

/** Users the platform left out: `a|b` after a send, `["a"]` after a card update, or not there at all (wecom.md 4.5). */
export const LeftOutUsers = z
  .union([z.string(), z.array(z.string())])
  .nullish()
  .transform((users) => (typeof users === 'string' ? users.split('|') : (users ?? [])))
  .transform((users) => users.filter((user) => user !== ''))

/** A text that is as good as absent when empty. */
export const OptionalText = z
  .string()
  .nullish()
  .transform((text) => text || undefined)
