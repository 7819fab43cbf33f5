import { charactersOf } from '../message/characters.ts'
import { questionsOf, type Card } from './card.ts'

/** Lists the card's texts that exceed the recommended lengths of an app's cards, which the client cuts (wecom.md 4.4). */
export function longTexts(card: Card): string[] {
  const measured: [name: string, text: string, most: number][] = [
    ['source.desc', card.source?.desc ?? '', 20],
    ['main_title.title', card.main_title.title, 36],
    ['main_title.desc', card.main_title.desc, 44],
    ['sub_title_text', card.sub_title_text, 160],
    ['emphasis_content.title', card.emphasis_content?.title ?? '', 14],
    ['emphasis_content.desc', card.emphasis_content?.desc ?? '', 22],
    ...card.horizontal_content_list.flatMap((row): [string, string, number][] => [
      ['horizontal_content_list.keyname', row.keyname, 5],
      ['horizontal_content_list.value', row.value, 30],
    ]),
    ...card.jump_list.map((link): [string, string, number] => ['jump_list.title', link.title, 18]),
    ...card.vertical_content_list.flatMap((row): [string, string, number][] => [
      ['vertical_content_list.title', row.title, 38],
      ['vertical_content_list.desc', row.desc, 160],
    ]),
    ...card.button_list.map((button): [string, string, number] => ['button_list.text', button.text, 10]),
    ...questionsOf(card).flatMap((question) => {
      const most = card.card_type === 'vote_interaction' ? 17 : 16
      return question.option_list.map((option): [string, string, number] => [
        'option_list.text',
        option.text,
        most,
      ])
    }),
  ]
  return measured
    .filter(([, text, most]) => charactersOf(text).length > most)
    .map(([name, text, most]) => `${name} has ${charactersOf(text).length} characters, ${most} are shown`)
}
