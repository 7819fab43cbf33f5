import { expect } from 'chai'
import { BUTTON_KEYS } from '../../src/cards/button-keys.ts'
import { createTapTable } from '../../src/handlers/taps/index.ts'
import { filesOf, readText } from './support/sources.ts'
import { findTitles } from './support/test-titles.ts'
import { findUndocumented } from './support/undocumented.ts'

const MOST_LINES = 200

/** Files that may be longer, and why. They are data: cutting them up would only scatter them. */
const LONG: readonly [path: RegExp, reason: string][] = [
  [/^src\/understanding\/(categories\/|signals|spelling|tie-breaks)/, 'word lists and tables'],
  [/^src\/understanding\/learned\/weights/, 'numbers that a program wrote'],
]

/** Where the word may stand although it is no 回访: names that are not ours. */
const CALLBACKS_OF_OTHERS = [
  /\/wecom\/callback\b/g, // promised to the outside
  /\bapp\.callback\(\)/g, // Koa's
  /\bgetcallbackip\b/gi, // WeCom's
  /'app has no callback url'/g, // WeCom's error text
  /\baibot_(msg|event)_callback\b/g, // WeCom's names of frames
]

describe('the conventions of the sources', () => {
  const sources = filesOf('src', ['.ts', '.js', '.vue'])
  const titles = filesOf('test', ['.test.ts']).flatMap(({ path, text }) => findTitles(path, text))

  it('every rule with a number in config/policy.json stands in the title of a test', () => {
    const policy = JSON.parse(readText('config/policy.json')) as Record<string, unknown>
    const rules = Object.keys(policy).filter((key) => /^[A-Z]+-\d/.test(key))
    expect(rules).to.include('REC-4.7')
    const untested = rules.filter((rule) => !titles.some((title) => isNamed(rule, title)))
    expect(untested).to.deep.equal([])
  })

  it('every key on a button has exactly one handler', () => {
    expect([...createTapTable().keys()].sort()).to.deep.equal([...BUTTON_KEYS].sort())
    const taps = [...createTapTable().values()]
    expect(() => createTapTable(taps.slice(1)), 'one missing').to.throw(taps[0]?.on)
    expect(() => createTapTable([...taps, ...taps.slice(0, 1)]), 'one twice').to.throw('a key twice')
  })

  it('every export of src says in a comment what it is', () => {
    const silent = sources
      .filter(({ path }) => path.endsWith('.ts'))
      .flatMap(({ path, text }) => findUndocumented(path, text).map((name) => `${path}: ${name}`))
    expect(silent).to.deep.equal([])
  })

  it(`no file of src is longer than ${MOST_LINES} lines without a reason`, () => {
    const tooLong = sources
      .filter(({ path }) => !LONG.some(([allowed]) => allowed.test(path)))
      // A component's looks stand beside its code but are read apart from it.
      .map(({ path, text }) => ({
        path,
        lines: text
          .replace(/<style[^]*<\/style>/u, '')
          .trimEnd()
          .split('\n').length,
      }))
      .filter(({ lines }) => lines > MOST_LINES)
    expect(tooLong).to.deep.equal([])
  })

  it('callback means 回访 and nothing else', () => {
    const misused = sources.flatMap(({ path, text }) =>
      text
        .split('\n')
        .filter((line) => !line.includes('回访'))
        .filter((line) => /callback/i.test(withoutTheirs(line)))
        .map((line) => `${path}: ${line.trim()}`),
    )
    expect(misused).to.deep.equal([])
  })

  it('folders say the domain', () => {
    const drawers = sources.filter(({ path }) => /(^|\/)(utils?|helpers?|common|misc)(\/|\.)/.test(path))
    expect(drawers.map(({ path }) => path)).to.deep.equal([])
  })

  it('nothing in src is exported by default, but what a tool asks for', () => {
    const byDefault = sources.filter(({ text }) => /^export default /m.test(text)).map(({ path }) => path)
    expect(byDefault.filter((path) => !/\/(vite\.config|vue-files\.d)\.ts$/.test(path))).to.deep.equal([])
  })
})

describe('the checks of the conventions', () => {
  it('find exports without a comment, whatever their kind', () => {
    const text = `
      /** Said. */ export const said = 1
      export const unsaid = 1, alsoUnsaid = 2
      export function f() {}
      export interface I {}
      export class C {}
      export type T = string
      /** A schema. */ export const S = z.string()
      export type S = z.infer<typeof S>
      /** */ export type Empty = string
      // not for the reader of the docs
      export abstract class A {}
      export * from './other.ts'
      const inner = 1`
    expect(findUndocumented('x.ts', text)).to.deep.equal([
      ...['unsaid', 'alsoUnsaid', 'f', 'I', 'C', 'T', 'Empty', 'A'],
    ])
  })

  it('find the titles of tests, and tell rules apart', () => {
    const text = "describe('a', () => { it(`b ${x}`, f); it.skip('c'); other('d') })"
    expect(findTitles('x.test.ts', text)).to.deep.equal(['a', 'b ${x}', 'c'])
    expect(isNamed('REC-4.8', 'REC-4.8b closes')).to.equal(false)
    expect(isNamed('REC-4.8', 'REC-4.7, REC-4.8: both')).to.equal(true)
    expect(isNamed('CMP-5.2', 'CMP-5.2.1 reports')).to.equal(false)
    expect(isNamed('REC-4.8', 'as in REC-4.8.')).to.equal(true)
  })
})

function withoutTheirs(line: string): string {
  return CALLBACKS_OF_OTHERS.reduce((rest, name) => rest.replaceAll(name, ''), line)
}

/** Whether the rule's id stands there as such, not as the beginning of another's. */
function isNamed(rule: string, title: string): boolean {
  return new RegExp(`${rule.replaceAll('.', '\\.')}(?![\\w]|\\.\\d)`).test(title)
}
