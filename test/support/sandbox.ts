import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../../src/config/index.ts'
import { createLogger } from '../../src/logger.ts'
import type { Running } from '../../src/running.ts'
import { startSandbox } from '../../src/sandbox/start.ts'
import { createSandboxClient, type SandboxClient } from './sandbox-client.ts'

/** A sandbox of its own for a test: free port, empty data directory, the sample community. */
export interface TestSandbox extends SandboxClient {
  url: string
  dataDir: string
  close(): Promise<void>
}

/** Starts a sandbox in this process; `LOG_LEVEL` of the environment shows its log. */
export async function startTestSandbox(): Promise<TestSandbox> {
  const dataDir = await mkdtemp(join(tmpdir(), 'desk-sandbox-'))
  const config = loadConfig(
    { PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent' },
    'config',
  )
  const running: Running = await startSandbox(config, createLogger(config.logLevel))
  return {
    ...createSandboxClient(running.url),
    url: running.url,
    dataDir,
    async close() {
      await running.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
