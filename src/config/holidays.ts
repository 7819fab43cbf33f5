import { z } from 'zod'
import { date, title } from './fields.ts'
import type { Problem } from './problems.ts'

/** A year as published by the open holiday-cn data set, so that its files can be pasted in. */
const yearSchema = z.strictObject({
  $schema: z.string().optional(),
  $id: z.string().optional(),
  papers: z.array(z.string()).optional(),
  year: z.int().min(2000).max(2200),
  days: z.array(z.strictObject({ name: title, date, isOffDay: z.boolean() })),
})

/** 放假调休: the official days off and the weekend days worked instead, by year of the notice. */
export const holidaysSchema = z.strictObject({ years: z.array(yearSchema) })

export type Holidays = z.infer<typeof holidaysSchema>['years']

/** Years given twice, days far from their year, days said both to be off and to be worked. */
export function checkHolidays(years: Holidays): Problem[] {
  const problems: Problem[] = []
  const seenYears = new Set<number>()
  const seenDays = new Map<string, boolean>()
  for (const [index, { year, days }] of years.entries()) {
    if (seenYears.has(year))
      problems.push({ path: ['years', index, 'year'], message: `${year} is given twice` })
    seenYears.add(year)
    for (const [dayIndex, { date: day, isOffDay }] of days.entries()) {
      const path = ['years', index, 'days', dayIndex]
      // A notice may reach into the December before or the January after its year.
      if (Math.abs(Number(day.slice(0, 4)) - year) > 1) {
        problems.push({ path: [...path, 'date'], message: `${day} lies far from the year ${year}` })
      }
      if (seenDays.get(day) === !isOffDay) {
        problems.push({ path: [...path, 'isOffDay'], message: `${day} is both a day off and a workday` })
      }
      seenDays.set(day, isOffDay)
    }
  }
  return problems
}
