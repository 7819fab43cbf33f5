import { expect } from 'chai'
import { parseSwitches } from '../../src/sandbox/wecom/switches.ts'
import { filesOf, readText } from './support/sources.ts'

describe('docs/emulator.md', () => {
  const page = readText('docs/emulator.md')
  const tests = filesOf('test', ['.test.ts'])
    .filter(({ path }) => !path.includes('emulator-page'))
    .map(({ text }) => text)
    .join('\n')

  it('names the tests of all 31 checks, and each is there', () => {
    const rows = page.split('\n').filter((line) => /^\| \d+ /.test(line))
    expect(rows.map((row) => Number(/\d+/.exec(row)?.[0]))).to.deep.equal(
      Array.from({ length: 31 }, (_, index) => index + 1),
    )
    for (const row of rows) {
      const named = [...row.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')
      expect(named, row).to.not.deep.equal([])
      for (const title of named) expect(tests.includes(title), title).to.equal(true)
    }
  })

  it('names every switch, and a test sets each of them', () => {
    for (const name of Object.keys(parseSwitches({}))) {
      expect(page.includes(`| \`${name}\``), name).to.equal(true)
      expect(new RegExp(`\\b${name}\\b`).test(tests), name).to.equal(true)
    }
  })
})
