import { CATEGORIES, understand } from '../src/understanding/index.ts'
import { load } from './understanding/labelled.ts'
import type { Labelled } from './understanding/labelled.ts'

/* How often and how fast the reader is right, on the set it was tuned and taught with and on one it was not (domain-facts 2).
   `--wrong` lists the misread messages of the development set; the sealed set is never listed. */

const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(whole, 1)).toFixed(1)} %`
const group = (category: Labelled['category']): string | undefined => CATEGORIES.get(category)?.group

function report(name: string, rows: Labelled[], listWrong: boolean): void {
  const right = { kind: 0, level1: 0, level2: 0, room: 0, phone: 0, name: 0 }
  const urgent = { hit: 0, missed: 0, wrong: 0 }
  let missedEmergencies = 0
  const micros: number[] = []
  for (const row of rows) {
    const started = process.hrtime.bigint()
    const found = understand(row.text)
    micros.push(Number(process.hrtime.bigint() - started) / 1000)
    const wrong: string[] = []
    const check = (field: keyof typeof right, isRight: boolean, detail: string): void => {
      if (isRight) right[field] += 1
      else wrong.push(`${field} ${detail}`)
    }
    check('kind', found.kind === row.kind, `${found.kind} not ${row.kind}`)
    check('level1', group(found.category) === group(row.category), group(found.category) ?? '')
    check('level2', found.category === row.category, `${found.category} not ${row.category}`)
    check('room', found.room === (row.room ?? null), `${String(found.room)} not ${String(row.room)}`)
    check('phone', found.phone === (row.phone ?? null), String(found.phone))
    check('name', found.name === (row.name ?? null), `${String(found.name)} not ${String(row.name)}`)
    if (row.urgent && found.urgent) urgent.hit += 1
    if (row.urgent && !found.urgent) urgent.missed += 1
    if (!row.urgent && found.urgent) urgent.wrong += 1
    if (row.urgent !== found.urgent) wrong.push(`urgent ${String(found.urgent)}`)
    if (row.kind === 'emergency' && found.kind !== 'emergency') missedEmergencies += 1
    if (listWrong && wrong.length > 0) console.log(`- ${row.text}\n    ${wrong.join('; ')}`)
  }
  micros.sort((a, b) => a - b)
  const at = (share: number): string => (micros[Math.floor(share * (micros.length - 1))] ?? 0).toFixed(0)
  console.log(`${name}: ${rows.length} messages`)
  for (const [field, count] of Object.entries(right))
    console.log(`  ${field.padEnd(8)} ${percent(count, rows.length)}`)
  console.log(
    `  urgent   recall ${percent(urgent.hit, urgent.hit + urgent.missed)}, precision ${percent(urgent.hit, urgent.hit + urgent.wrong)}`,
  )
  console.log(`  emergencies missed ${missedEmergencies}`)
  console.log(`  median ${at(0.5)} µs, 95 % ${at(0.95)} µs`)
}

const development = load('development')
for (const { text } of development) understand(text) // warm up
report('development', development, process.argv.includes('--wrong'))
report('sealed', load('sealed'), false)
