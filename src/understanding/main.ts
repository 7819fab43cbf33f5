import { once } from 'node:events'
import { readLine } from './json-lines.ts'

/* `npm run -s understand`: JSON lines in, JSON lines out, until the input ends. Lines are split at \n only, because
   a text may hold U+2028, which node:readline would take for an end of line. */

// A reader that has seen enough (head) closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

async function answer(line: string): Promise<void> {
  const reading = readLine(line)
  if (reading === undefined) return
  if (!process.stdout.write(`${JSON.stringify(reading)}\n`)) await once(process.stdout, 'drain')
}

process.stdin.setEncoding('utf8')
let pending: string[] = []
for await (const chunk of process.stdin) {
  const lines = String(chunk).split('\n')
  const last = lines.pop() ?? ''
  for (const line of lines) {
    await answer(pending.join('') + line)
    pending = []
  }
  pending.push(last)
}
await answer(pending.join(''))
