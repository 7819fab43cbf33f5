import { charactersOf } from '../message/characters.ts'
import { questionsOf, type Card } from './card.ts'

type Measure = [name: string, text: string, app: number, bot: number]

/** Lists the card's texts that exceed the recommended lengths of its sender's kind, which the client cuts (wecom.md 4.4). */
export function longTexts(card: Card, sender: 'app' | 'bot' = 'app'): string[] {
  const measured: Measure[] = [
    ['source.desc', card.source?.desc ?? '', 20, 13],
    ['main_title.title', card.main_title.title, 36, 26],
    ['main_title.desc', card.main_title.desc, 44, 30],
    ['sub_title_text', card.sub_title_text, 160, 112],
    ['emphasis_content.title', card.emphasis_content?.title ?? '', 14, 10],
    ['emphasis_content.desc', card.emphasis_content?.desc ?? '', 22, 15],
    ...card.horizontal_content_list.flatMap((row): Measure[] => [
      ['horizontal_content_list.keyname', row.keyname, 5, 5],
      ['horizontal_content_list.value', row.value, 30, 26],
    ]),
    ...card.jump_list.map((link): Measure => ['jump_list.title', link.title, 18, 13]),
    ...card.vertical_content_list.flatMap((row): Measure[] => [
      ['vertical_content_list.title', row.title, 38, 26],
      ['vertical_content_list.desc', row.desc, 160, 112],
    ]),
    ...card.button_list.map((button): Measure => ['button_list.text', button.text, 10, 10]),
    ...questionsOf(card).flatMap((question) => {
      const most: [app: number, bot: number] = card.card_type === 'vote_interaction' ? [17, 11] : [16, 10]
      return question.option_list.map((option): Measure => ['option_list.text', option.text, ...most])
    }),
  ]
  return measured
    .map(([name, text, app, bot]) => ({ name, text, most: sender === 'app' ? app : bot }))
    .filter(({ text, most }) => charactersOf(text).length > most)
    .map(({ name, text, most }) => `${name} has ${charactersOf(text).length} characters, ${most} are shown`)
}
