import { expect } from 'chai'
import { chmod, cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { emptyFolder, removeFolders, REPOSITORY } from './support/folders.ts'
import { cleanEnv, run } from './support/run.ts'

/** Stands in for npm: notes the call, fails where it is told to, and counts tests as our reporter does. */
const FAKE_NPM = `#!/usr/bin/env bash
echo "$*" >>calls
if [[ $1 == test ]]; then
  [[ -n \${COUNTS:-} ]] && echo "$COUNTS" >"$TEST_COUNTS_FILE"
  exit "\${TEST_STATUS:-0}"
fi
[[ "$*" != *"\${BROKEN:-nothing}"* ]]
`

describe('.ci/run', function () {
  this.timeout(60_000)
  let clone: string
  let bin: string

  beforeEach(async () => {
    clone = await emptyFolder('ci')
    bin = await emptyFolder('ci-bin')
    await mkdir(join(clone, '.ci'))
    await cp(join(REPOSITORY, '.ci/run'), join(clone, '.ci/run'))
    await writeFile(join(bin, 'npm'), FAKE_NPM)
    // Nothing is installed on the machine of whoever runs this test.
    await writeFile(join(bin, 'apt-get'), '#!/bin/sh\nexit 0\n')
    for (const name of ['npm', 'apt-get']) await chmod(join(bin, name), 0o755)
  })
  after(removeFolders)

  async function runCi(env: Record<string, string>) {
    const path = `${bin}${delimiter}${process.env.PATH ?? ''}`
    const { code, stdout } = await run('bash', ['.ci/run'], {
      cwd: clone,
      env: cleanEnv({ PATH: path, ...env }),
    })
    const calls = (await readFile(join(clone, 'calls'), 'utf8')).trim().split('\n')
    return { code, last: stdout.trimEnd().split('\n').at(-1), stdout, calls }
  }
  const GOOD = '{"passed":12,"failed":0,"skipped":3}'

  it('installs, checks, tests, and counts on its last line', async () => {
    const { code, last, calls } = await runCi({ COUNTS: GOOD })
    expect({ code, last }).to.deep.equal({ code: 0, last: '12 passed, 0 failed, 3 skipped' })
    // Lint and types run beside the tests.
    expect(calls.map((call) => call.split(' ').slice(0, 3).join(' ')).toSorted()).to.deep.equal([
      'ci --no-audit --no-fund',
      'run -s format:check',
      'run -s lint',
      'run -s types',
      'test -- --forbid-only',
    ])
  })

  it('fails when a check fails, and still runs the others', async () => {
    const { code, last, stdout, calls } = await runCi({ COUNTS: GOOD, BROKEN: 'lint' })
    expect({ code, last }).to.deep.equal({ code: 1, last: '12 passed, 0 failed, 3 skipped' })
    expect(stdout).to.contain('failed: lint\n')
    expect(calls).to.have.lengthOf(5)
  })

  it('fails when a test fails', async () => {
    const counts = '{"passed":11,"failed":1,"skipped":3}'
    const { code, last } = await runCi({ COUNTS: counts, TEST_STATUS: '1' })
    expect({ code, last }).to.deep.equal({ code: 1, last: '11 passed, 1 failed, 3 skipped' })
  })

  it('counts tests that never came to their end as a failure', async () => {
    const { code, last } = await runCi({ TEST_STATUS: '7' })
    expect({ code, last }).to.deep.equal({ code: 1, last: '0 passed, 1 failed, 0 skipped' })
  })
})
