import type { DepartmentKey } from '../people.ts'
import { parseCommunity } from './parse-community.ts'
import { readDays, readDepartment, readHours, readJob, readRole } from './said.ts'
import type { Usage, Wish } from './wish.ts'

/** Longer texts are no commands; reading them would only cost time. */
const MOST_CHARS = 200
const NAME = /^[\p{Script=Han}A-Za-z·（）()]{1,20}$/u
const USER_ID = /^[A-Za-z0-9][\w.@-]{0,63}$/
const TITLE = /^[\p{Script=Han}\w（）()·]{1,30}$/u

/** What the commands may name: the departments as they are called here. */
export interface AdministrationVocabulary {
  departments: readonly { key: DepartmentKey; title: string }[]
}

type Reader = (args: readonly string[], vocabulary: AdministrationVocabulary) => Wish | undefined

const unclear = (usage: Usage): Wish => ({ do: 'unclear', usage })
const isName = (word: string | undefined): word is string => word !== undefined && NAME.test(word)

/** The commands by their first word; `undefined` from one means that the words are something else. */
const COMMANDS: Readonly<Record<string, Reader>> = {
  管理: (args) => (args.length === 0 ? { do: 'help' } : undefined),
  管理帮助: (args) => (args.length === 0 ? { do: 'help' } : undefined),
  管理记录: ([page, ...more]) =>
    more.length === 0 && (page === undefined || /^[1-9]\d{0,3}$/.test(page))
      ? { do: 'records', page: Number(page ?? 1) }
      : undefined,
  规程参数: ([about, ...more]) => (more.length === 0 ? { do: 'numbers', about: about ?? null } : undefined),
  添加员工: readMember,
  设为: (args) => readGrant('grant', args),
  取消: (args) => readGrant('revoke', args),
  移除员工: ([name, ...more]) =>
    isName(name) && more.length === 0 ? { do: 'remove_member', name } : unclear('remove_member'),
  部门: readInDepartment,
  排班: readShift,
  取消排班: ([title, ...more]) =>
    title !== undefined && TITLE.test(title) && more.length === 0
      ? { do: 'remove_shift', title }
      : unclear('remove_shift'),
  添加群: readGroup,
  修改群: readGroup,
  小区: parseCommunity,
  添加小区: (args) => parseCommunity(args) ?? unclear('add_community'),
}

/**
 * What an administrator asks for, its words set off by blanks; `undefined` when it may be a report, which must never be
 * swallowed: 部门, 取消, 设为, 排班 and 小区 also begin ordinary sentences and must be whole to count.
 */
export function parseWish(text: string, vocabulary: AdministrationVocabulary): Wish | undefined {
  const written = text.trim()
  if (written === '' || written.length > MOST_CHARS || /[\r\n，。！？!?]/u.test(written)) return undefined
  const [command = '', ...args] = written.split(/[\s\u3000]+/u)
  return Object.hasOwn(COMMANDS, command) ? COMMANDS[command]?.(args, vocabulary) : undefined
}

function readMember(args: readonly string[], { departments }: AdministrationVocabulary): Wish {
  const [name, userId, ...words] = args
  if (!isName(name) || userId === undefined || !USER_ID.test(userId) || words.length === 0)
    return unclear('add_member')
  const roles = new Set<NonNullable<ReturnType<typeof readRole>>>()
  const joined = new Set<DepartmentKey>()
  for (const word of words) {
    const department = readDepartment(word, departments)
    const job = readJob(word)
    const role = readRole(word)
    // 品质 is a department and a role: the role, as its department is written 品质部.
    if (role !== undefined) roles.add(role)
    else if (department !== undefined) joined.add(department)
    else if (job !== undefined) joined.add(job)
    else return unclear('add_member')
  }
  const [joins = null, second] = joined
  if (second !== undefined) return unclear('add_member')
  return { do: 'add_member', name, userId, roles: roles.size === 0 ? ['staff'] : [...roles], joins }
}

function readGrant(what: 'grant' | 'revoke', [name, word, ...more]: readonly string[]): Wish | undefined {
  const role = readRole(word ?? '')
  return isName(name) && role !== undefined && more.length === 0 ? { do: what, name, role } : undefined
}

const IN_DEPARTMENT: Readonly<Record<string, 'join' | 'leave' | 'head'>> = {
  增加: 'join',
  加入: 'join',
  添加: 'join',
  移除: 'leave',
  移出: 'leave',
  减少: 'leave',
  负责人: 'head',
}

function readInDepartment(
  [title = '', word = '', name, ...more]: readonly string[],
  { departments }: AdministrationVocabulary,
): Wish | undefined {
  const department = readDepartment(title, departments)
  const what = Object.hasOwn(IN_DEPARTMENT, word) ? IN_DEPARTMENT[word] : undefined
  if (department === undefined || what === undefined || more.length > 0) return undefined
  return isName(name) ? { do: what, department, name } : unclear('department')
}

function readShift([title = '', hours = '', ...rest]: readonly string[]): Wish | undefined {
  const turn = readHours(hours)
  if (turn === undefined || !TITLE.test(title)) return undefined
  const [first = '', ...others] = rest
  const days = readDays(first)
  const words = days === undefined ? rest : others
  const role = readRole(words[0] ?? '')
  const names = role === undefined ? words : words.slice(1)
  if (!names.every(isName)) return unclear('set_shift')
  return { do: 'set_shift', title, ...turn, days: days ?? 'every_day', role: role ?? null, names }
}

function readGroup([kind = '', name, mark, owner, ...more]: readonly string[]): Wish {
  const purpose = /^通知群?$/u.test(kind) ? 'notices' : /^管理群?$/u.test(kind) ? 'managers' : undefined
  const isOwned = mark === '群主' && isName(owner)
  if (purpose === undefined || name === undefined || !TITLE.test(name) || more.length > 0)
    return unclear('set_group')
  if (mark !== undefined && !isOwned) return unclear('set_group')
  return { do: 'set_group', purpose, name, owner: isOwned ? owner : null }
}
