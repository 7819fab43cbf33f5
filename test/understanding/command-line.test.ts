import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const UNREADABLE = { kind: 'other', category: 'unclear', room: null, phone: null, name: null, urgent: false }

async function understandLines(
  chunks: (string | Buffer)[],
): Promise<{ lines: string[]; code: unknown; stderr: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/understanding/main.ts'], { cwd: ROOT })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const closed = once(child, 'close')
  for (const chunk of chunks) child.stdin.write(chunk)
  child.stdin.end()
  const [code] = (await closed) as unknown[]
  return { lines: stdout.split('\n').filter((line) => line !== ''), code, stderr }
}

describe('npm run understand (interface.md)', () => {
  it('answers every line with the promised fields, in order, and reads on after broken ones', async () => {
    const { lines, code, stderr } = await understandLines([
      '{"text":"3栋2单元501 张女士 13800000000 厨房漏水"}\n',
      'broken\n\n{"text":5}\r\n[]\nnull\n{"no":"text"}\n',
      '{"text":"电梯困人了","extra":1}',
    ])
    expect(stderr).to.equal('')
    expect(code).to.equal(0)
    expect(lines.map((line): unknown => JSON.parse(line))).to.deep.equal([
      {
        kind: 'repair',
        category: 'water_leak',
        room: '3-2-501',
        phone: '13800000000',
        name: '张女士',
        urgent: false,
      },
      UNREADABLE,
      UNREADABLE,
      UNREADABLE,
      UNREADABLE,
      UNREADABLE,
      { ...UNREADABLE, kind: 'emergency', category: 'elevator_trapped', urgent: true },
    ])
  })
  it('takes characters cut between chunks, separators inside a text and a byte order mark', async () => {
    const line = Buffer.from('\ufeff{"text":"停水\u2028了，整栋都没水"}\n')
    const { lines } = await understandLines([line.subarray(0, 14), line.subarray(14)])
    expect(lines).to.have.length(1)
    expect(lines[0]).to.include('"category":"water_supply"')
  })
  it('answers many lines and a very long one', async () => {
    const many = Array.from({ length: 2000 }, (_, number) => `{"text":"${number}栋路灯坏了"}`).join('\n')
    const { lines } = await understandLines([
      `${many}\n`,
      JSON.stringify({ text: '漏水'.repeat(5000) }),
      '\n',
    ])
    expect(lines).to.have.length(2001)
  })
  it('prints nothing for empty input', async () => {
    expect((await understandLines([])).lines).to.deep.equal([])
  })
})
