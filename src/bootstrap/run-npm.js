import { spawnSync } from 'node:child_process'
import { basename } from 'node:path'

/**
 * Runs npm with what it says on stderr shown, and returns how it ended: `{ status }`, or `{ missing: true }` when there
 * is no npm. Inside `npm start` the very npm that runs us is used, whether or not it can be found by its name.
 */
export function runNpm(args, cwd) {
  const self = process.env.npm_execpath ?? ''
  const isNpm = basename(self) === 'npm-cli.js'
  const onWindows = process.platform === 'win32'
  const { status, error } = spawnSync(isNpm ? process.execPath : 'npm', isNpm ? [self, ...args] : args, {
    cwd,
    // Our stdout belongs to the program that starts next; `npm run -s understand` pipes it on.
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: !isNpm && onWindows,
  })
  return error?.code === 'ENOENT' ? { missing: true } : { status: status ?? 1 }
}
