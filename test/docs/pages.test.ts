import { expect } from 'chai'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { BUTTON_KEYS } from '../../src/cards/button-keys.ts'
import { LANES } from '../../src/domain/record.ts'
import { filesOf, readText, REPOSITORY, type SourceFile } from './support/sources.ts'
import { findTitles } from './support/test-titles.ts'

const PAGES: SourceFile[] = [
  ...['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].map((path) => ({
    path,
    text: readText(path),
  })),
  ...filesOf('docs', ['.md']),
]

/** The cells of the tables of a page, row by row; lines between the bars of a heading are left out. */
function rowsOf(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^[|\s-]+$/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}

/** What stands between backticks. */
function codesOf(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '')
}

describe('the documents', () => {
  for (const { path, text } of PAGES) {
    it(`${path} links only to what is there`, () => {
      const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link]) => link ?? '')
      const own = links.filter((link) => !/^https?:/.test(link))
      const broken = own.filter((link) => !existsSync(join(REPOSITORY, dirname(path), link)))
      expect(broken).to.deep.equal([])
    })

    it(`${path} names only files and folders that are there`, () => {
      const named = codesOf(text.replaceAll(/```[\s\S]*?```/g, '')).filter((code) =>
        /^(src|test|docs|config|\.ci)\/[\w./-]*$/.test(code),
      )
      expect(named.filter((name) => !existsSync(join(REPOSITORY, name)))).to.deep.equal([])
    })
  }

  it('every decision is listed once, under its number', () => {
    const notes = filesOf('docs/decisions', ['.md']).filter(({ path }) => !path.endsWith('README.md'))
    const listed = [...readText('docs/decisions/README.md').matchAll(/\[(\d+)\]\((\d{4})-[\w-]+\.md\)/g)]
    expect(listed.map(([, number]) => Number(number))).to.deep.equal(notes.map((_, index) => index + 1))
    for (const [, number, prefix] of listed) expect(Number(prefix)).to.equal(Number(number))
    const headings = notes.map(({ text }) => Number(/^# (\d+)\. /.exec(text)?.[1]))
    expect(headings.sort((a, b) => a - b)).to.deep.equal(notes.map((_, index) => index + 1))
  })

  it('every dependency of package.json is justified, and nothing else is', () => {
    const manifest = JSON.parse(readText('package.json')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >
    const [, atRunTime = '', forDevelopment = ''] = readText('docs/decisions/0009-dependencies.md').split(
      /^## /m,
    )
    const justified = (part: string) => rowsOf(part).flatMap(([name = '']) => codesOf(name))
    expect(justified(atRunTime).sort()).to.deep.equal(Object.keys(manifest.dependencies).sort())
    expect(justified(forDevelopment).sort()).to.deep.equal(Object.keys(manifest.devDependencies).sort())
  })

  it('both READMEs name the variables that the desk reads, all of them', () => {
    const known = [...readText('src/config/env.ts').matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(
      ([, name]) => name,
    )
    expect(known).to.include('WECOM_SECRET')
    for (const page of ['README.md', 'README.zh-CN.md']) {
      const named = rowsOf(readText(page))
        .flatMap(([first = '']) => codesOf(first))
        .filter((code) => /^[A-Z][A-Z0-9_]+$/.test(code))
      expect(named.sort(), page).to.deep.equal([...known].sort())
    }
  })

  it('the README and its Chinese twin have the same commands and the same links', () => {
    const fences = (text: string) => text.match(/```[\s\S]*?```/g)
    const links = (text: string) => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link).slice(1)
    const [english, chinese] = ['README.md', 'README.zh-CN.md'].map(readText)
    expect(fences(chinese ?? '')).to.deep.equal(fences(english ?? ''))
    expect(links(chinese ?? '').sort()).to.deep.equal(links(english ?? '').sort())
  })

  it('docs/procedures.md names rules with numbers, tests, buttons and lanes that exist', () => {
    const page = readText('docs/procedures.md')
    const titles = new Set(filesOf('test', ['.test.ts']).flatMap(({ path, text }) => findTitles(path, text)))
    const rows = rowsOf(page).filter(([rule]) => rule !== 'rule')
    for (const [rule = '', , , , test = ''] of rows)
      expect(titles.has(codesOf(test)[0] ?? ''), `${rule}: ${test}`).to.equal(true)

    const policy = JSON.parse(readText('config/policy.json')) as Record<string, Record<string, unknown>>
    const numbers = rows.flatMap(([, , cell = '']) => (cell === '' ? [] : [codesOf(cell)]))
    const isRule = (key: string) => /^[A-Z]+-\d/.test(key)
    const told: Record<string, string[]> = {}
    for (const [rule = '', ...keys] of numbers) {
      // A section without a rule's number, such as acceptance, is told by its name.
      if (isRule(rule)) told[rule] = [...(told[rule] ?? []), ...keys].sort()
      else expect(policy, rule).to.have.property(rule)
    }
    const rules = Object.entries(policy).filter(([key]) => isRule(key))
    expect(told).to.deep.equal(
      Object.fromEntries(rules.map(([rule, keys]) => [rule, Object.keys(keys).sort()])),
    )

    const buttons = codesOf(page).filter((code) => code.startsWith('card:'))
    expect(BUTTON_KEYS).to.include.members(buttons)
    const lanes = [...page.matchAll(/lane `(\w+)`/g)].map(([, lane]) => lane)
    expect(LANES).to.include.members(lanes)
  })

  it('docs/architecture.md lists the schedulers that there are', () => {
    const names = filesOf('src/schedulers', ['.ts']).flatMap(
      ({ text }) => /^ {4}name: '(\w+)',\n {4}leased: (\w+)/m.exec(text)?.slice(1, 3).join(' ') ?? [],
    )
    const listed = rowsOf(readText('docs/architecture.md')).flatMap(([name = '', lease]) =>
      lease === 'yes' || lease === 'no' ? [`${codesOf(name)[0] ?? ''} ${String(lease === 'yes')}`] : [],
    )
    expect(listed.sort()).to.deep.equal(names.sort())
  })
})
