import { expect } from 'chai'
import { execFile } from 'node:child_process'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { loadConfig } from '../../../src/config/index.ts'
import { openFoundation, type Foundation } from '../../../src/foundation.ts'
import { createLogger } from '../../../src/logger.ts'
import { createUndo } from '../../../src/running.ts'
import { MONDAY_10 } from '../../support/builders.ts'
import { createFixedClock } from '../../support/fixed-clock.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const SECRET = {
  userId: 'ZhaoQiang',
  ask: 'details',
  recordId: 'a-ticket-of-the-desk',
  expiresAt: MONDAY_10,
} as const

/** The desk's own foundation on the data directory, and what closes it. */
async function standOn(dataDir: string): Promise<Foundation & { stop: () => Promise<void> }> {
  const undo = createUndo()
  const config = loadConfig({ DATA_DIR: dataDir })
  const foundation = await openFoundation(config, createFixedClock(MONDAY_10), createLogger('silent'), undo)
  return { ...foundation, stop: () => undo.undo() }
}

describe('npm run data', () => {
  let home: string
  let dataDir: string
  beforeEach(async () => {
    home = await temporaryDirectory()
    dataDir = join(home, 'data')
    const { database, stop } = await standOn(dataDir)
    await database.prompts.set(SECRET, 'event1')
    await stop()
  })
  afterEach(() => rm(home, { recursive: true }))

  /** The command as a process of its own, with nothing but the desk's DATA_DIR. */
  async function data(...args: string[]): Promise<Record<string, unknown>> {
    const env = { ...process.env, DATA_DIR: dataDir, MONGODB_URI: '' }
    const script = ['--import', 'tsx', 'src/embedded-mongo/data.ts', ...args]
    const { stdout } = await promisify(execFile)(process.execPath, script, { env })
    return JSON.parse(stdout) as Record<string, unknown>
  }
  async function promptOf(directory: string): Promise<string | undefined> {
    const { database, stop } = await standOn(directory)
    const prompt = await database.prompts.open('ZhaoQiang', 'event2', new Date(MONDAY_10.getTime() - 1))
    await stop()
    return prompt?.recordId
  }

  it('exports what the desk has written, and imports it into the store that the desk opens', async () => {
    const path = join(home, 'all.jsonl')
    await data('export', path)
    expect(await readFile(path, 'utf8')).to.include(SECRET.recordId)
    await rm(dataDir, { recursive: true })
    expect(await data('import', path)).to.deep.include({ duplicates: 0 })
    expect(await promptOf(dataDir)).to.equal(SECRET.recordId)
  })

  it('backs up beside the running desk; the copy is a DATA_DIR of its own', async () => {
    const { database, stop } = await standOn(dataDir)
    await database.prompts.set({ ...SECRET, recordId: 'written while it runs' }, 'event3')
    const folder = join(home, 'copy')
    expect(await data('backup', folder)).to.deep.include({ folder })
    await data('export', join(home, 'live.jsonl'))
    await stop()
    expect(await readFile(join(home, 'live.jsonl'), 'utf8')).to.include('written while it runs')
    expect(await promptOf(folder)).to.equal('written while it runs')
  })

  it('repairs the store that the desk refuses to open', async () => {
    const folder = join(dataDir, 'store', 'embedded-mongo')
    const journal = (await readdir(folder)).find((name) => name.startsWith('journal-')) ?? ''
    const bytes = await readFile(join(folder, journal))
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 20) ^ 1, bytes.length - 20)
    await writeFile(join(folder, journal), bytes)
    const refused = await standOn(dataDir).catch((error: unknown) => String(error))
    expect(refused).to.include('repair')
    expect(await data('repair')).to.have.nested.property('damage.file', journal)
    await (await standOn(dataDir)).stop()
  })

  it('tells how it is used, with exit code 1', async () => {
    const refused: unknown = await data('explode').catch((error: unknown) => error)
    expect(refused).to.deep.include({ code: 1 }).and.to.have.property('stderr').that.includes('Usage')
  })
})
