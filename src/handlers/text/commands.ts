import type { Actor } from '../../domain/people.ts'
import type { Change, Refusal } from '../../domain/record.ts'
import {
  planCategoryCorrection,
  planFinish,
  planKindCorrection,
  planNote,
  planReopen,
  type Ticket,
} from '../../domain/ticket/index.ts'
import { workerOf, type Desk } from '../desk.ts'
import { readSort } from './sort-words.ts'

/** What a line about a ticket named by its number asks for. */
interface Command {
  /** The word alone or set off from what follows; 完成了吗 and 重开了吗 are no commands. */
  word: RegExp
  plan(
    ticket: Ticket,
    actor: Actor,
    words: string,
    now: Date,
    desk: Pick<Desk, 'tickets' | 'directory'>,
    whole: string,
  ): Change<Ticket> | Refusal
}

const COMMANDS: readonly Command[] = [
  {
    word: /^(?:完成|已完成|办结|处理完成)(?:[，,：:。\s]+|$)/u,
    plan: (ticket, actor, words, now, _desk, whole) => planFinish(ticket, actor, words || whole, now),
  },
  {
    word: /^(?:重开|重新打开)(?:[，,：:。\s]+|$)/u,
    plan: (ticket, actor, words, now, { tickets, directory }) => {
      const rules = tickets.rules(ticket.communityId)
      return planReopen(ticket, actor, words, rules, now, workerOf(ticket, directory))
    },
  },
  {
    word: /^(?:改为|更正为|改类别|改分类|更正类别|更正分类)(?:[，,：:。\s]+|$)/u,
    plan: (ticket, actor, words, now, { tickets, directory }) => {
      const sort = readSort(words)
      if (sort === undefined) return { refused: 'unknown_sort' }
      if ('kind' in sort)
        return planKindCorrection(ticket, actor, sort.kind, tickets.rules(ticket.communityId), now)
      const offered = directory.departments(ticket.communityId).map(({ key }) => key)
      return planCategoryCorrection(ticket, actor, sort.category, offered, now)
    },
  },
]

/** What the words about the ticket ask for: a command with what follows it, else they are a note. */
export function planWords(
  ticket: Ticket,
  actor: Actor,
  words: string,
  now: Date,
  desk: Pick<Desk, 'tickets' | 'directory'>,
): Change<Ticket> | Refusal {
  const command = COMMANDS.find(({ word }) => word.test(words))
  return command === undefined
    ? planNote(ticket, actor, words, now)
    : command.plan(ticket, actor, words.replace(command.word, '').trim(), now, desk, words)
}
