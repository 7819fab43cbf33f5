import { z } from 'zod'

/** An instant that may have been through JSON: a `Date`, or its ISO text which becomes a `Date` again. */
export const Instant = z.union([
  z.date(),
  z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
])

/** The platform's unix seconds, as the text of an XML element. */
export const UnixSeconds = z
  .string()
  .regex(/^\d{1,11}$/)
  .transform((seconds) => new Date(Number(seconds) * 1000))
