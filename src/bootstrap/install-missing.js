import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// Plain JavaScript on purpose: it runs before anything is installed.
const root = fileURLToPath(new URL('../..', import.meta.url))
const modifiedAt = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0)

const wanted = modifiedAt(`${root}package-lock.json`)
const installed = modifiedAt(`${root}node_modules/.package-lock.json`)

if (installed < wanted) {
  console.error('Installing what is missing (once) … 正在安装依赖（仅一次）…')
  // A newcomer who has NODE_ENV=production set still needs the tools that start and test the desk.
  const { status } = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
  process.exitCode = status ?? 1
}
