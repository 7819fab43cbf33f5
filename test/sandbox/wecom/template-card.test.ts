import { expect } from 'chai'
import { aButtonCard, aCard, setStage, type Stage } from './support/stage.ts'

const SEND = '/cgi-bin/message/send'
const row = { keyname: '位置', value: '3栋' }
const link = { type: 1, title: '详情', url: 'https://desk.example.cn' }
const option = (n: number): { id: string; text: string } => ({ id: `o${n}`, text: `选项${n}` })
const options = (count: number): { id: string; text: string }[] =>
  Array.from({ length: count }, (_, n) => option(n))
const button = (n: number): Record<string, unknown> => ({ text: `按钮${n}`, key: `k${n}` })
const title = { title: '标题' }
const action = { type: 1, url: 'https://desk.example.cn' }

const notice = { card_type: 'text_notice', main_title: title, card_action: action }
const news = {
  card_type: 'news_notice',
  main_title: title,
  card_action: action,
  card_image: { url: 'https://a.cn/p.png' },
}
const select = (key: string): Record<string, unknown> => ({ question_key: key, option_list: options(2) })
let count = 0
const task = (): string => `t-${(count += 1)}`
const vote = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  card_type: 'vote_interaction',
  task_id: task(),
  main_title: title,
  checkbox: { question_key: 'q', option_list: options(3) },
  submit_button: { text: '提交', key: 'submit' },
  ...changes,
})
const multiple = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  card_type: 'multiple_interaction',
  task_id: task(),
  main_title: title,
  select_list: [select('a'), select('b')],
  submit_button: { text: '提交', key: 'submit' },
  ...changes,
})

describe('Check 14: template_card is validated whole', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await setStage()
  })

  const cases: [what: string, card: () => unknown, errcode: number][] = [
    ['an unknown card type', () => aButtonCard({ card_type: 'poem' }), 42031],
    ['no card at all', () => undefined, 42031],
    ['a list instead of a card', () => [1, 2], 42031],
    ['a missing task id', () => aButtonCard({ task_id: undefined }), 42014],
    ['a task id with a blank', () => aButtonCard({ task_id: 'a b' }), 42014],
    ['a task id of 129 characters', () => aButtonCard({ task_id: 'a'.repeat(129) }), 42014],
    [
      'a menu without task id',
      () => ({ ...notice, action_menu: { action_list: [{ text: 'a', key: 'b' }] } }),
      42014,
    ],
    ['a missing title', () => aButtonCard({ main_title: { desc: 'x' } }), 42033],
    ['a notice with only a sub title', () => ({ ...notice, main_title: {}, sub_title_text: '内容' }), 0],
    ['a notice without tap', () => ({ ...notice, card_action: undefined }), 42045],
    [
      'a notice whose tap has no scheme',
      () => ({ ...notice, card_action: { type: 1, url: 'desk.cn' } }),
      42045,
    ],
    ['a news card without picture', () => ({ ...news, card_image: undefined }), 42044],
    ['a news card with five rows', () => ({ ...news, vertical_content_list: Array(5).fill(title) }), 42036],
    ['a good news card', () => news, 0],
    ['seven rows', () => aButtonCard({ horizontal_content_list: Array(7).fill(row) }), 42035],
    ['a row without name', () => aButtonCard({ horizontal_content_list: [{ value: 'x' }] }), 42027],
    ['a link row without url', () => aButtonCard({ horizontal_content_list: [{ ...row, type: 1 }] }), 42028],
    [
      'a file row without media id',
      () => aButtonCard({ horizontal_content_list: [{ ...row, type: 2 }] }),
      42029,
    ],
    [
      'a member row without user',
      () => aButtonCard({ horizontal_content_list: [{ ...row, type: 3 }] }),
      42050,
    ],
    ['four links', () => aButtonCard({ jump_list: Array(4).fill(link) }), 42042],
    ['a mini program link without appid', () => aButtonCard({ jump_list: [{ title: 'a', type: 2 }] }), 42030],
    ['no buttons', () => aButtonCard({ button_list: [] }), 40016],
    ['a button list that is none', () => aButtonCard({ button_list: 'take' }), 40016],
    [
      'seven buttons',
      () => aButtonCard({ button_list: Array.from({ length: 7 }, (_, n) => button(n)) }),
      40016,
    ],
    ['a button without text', () => aButtonCard({ button_list: [{ key: 'a' }] }), 42038],
    ['a button without key', () => aButtonCard({ button_list: [{ text: 'a' }] }), 42039],
    ['two buttons of one key', () => aButtonCard({ button_list: [button(1), button(1)] }), 42039],
    ['a key above 1024 B', () => aButtonCard({ button_list: [{ text: 'a', key: '水'.repeat(342) }] }), 42039],
    ['a URL button without url', () => aButtonCard({ button_list: [{ text: 'a', type: 1 }] }), 42028],
    [
      'a menu with two equal keys',
      () => aButtonCard({ action_menu: { action_list: [button(1), button(1)] } }),
      42051,
    ],
    ['a vote without question key', () => vote({ checkbox: { option_list: options(2) } }), 42043],
    [
      'a vote with 21 options',
      () => vote({ checkbox: { question_key: 'q', option_list: options(21) } }),
      42037,
    ],
    ['a vote without options', () => vote({ checkbox: { question_key: 'q' } }), 42037],
    ['a vote without submit button', () => vote({ submit_button: undefined }), 42046],
    ['a vote with a menu', () => vote({ action_menu: { action_list: [button(1)] } }), 40058],
    ['a good vote', () => vote(), 0],
    ['four drop-downs', () => multiple({ select_list: ['a', 'b', 'c', 'd'].map(select) }), 42047],
    ['two drop-downs of one key', () => multiple({ select_list: [select('a'), select('a')] }), 42043],
    [
      'a drop-down with eleven options',
      () => multiple({ select_list: [{ question_key: 'a', option_list: options(11) }] }),
      42037,
    ],
    [
      'an option without id',
      () => multiple({ select_list: [{ question_key: 'a', option_list: [{ text: 'a' }] }] }),
      42040,
    ],
    [
      'two options of one id',
      () => multiple({ select_list: [{ question_key: 'a', option_list: [option(1), option(1)] }] }),
      42040,
    ],
    [
      'an option without text',
      () => multiple({ select_list: [{ question_key: 'a', option_list: [{ id: 'a' }] }] }),
      42041,
    ],
    ['a good form', () => multiple(), 0],
  ]
  for (const [what, card, errcode] of cases) {
    it(`answers ${what} with ${errcode}`, async () => {
      const answer = await stage.post(SEND, { ...aCard({}), template_card: card() })
      expect(answer.errcode).to.equal(errcode)
    })
  }

  it('refuses a task id that was used before (42014)', async () => {
    const card = aButtonCard()
    expect((await stage.post(SEND, aCard(card))).errcode).to.equal(0)
    expect((await stage.post(SEND, aCard({ ...card, main_title: { title: '又来' } }))).errcode).to.equal(
      42014,
    )
  })

  it('does not burn a task id on a refused send', async () => {
    const card = aButtonCard()
    expect((await stage.post(SEND, aCard(card, { touser: 'ghost' }))).errcode).to.equal(81013)
    expect((await stage.post(SEND, aCard(card))).errcode).to.equal(0)
  })

  it('takes over-long words and reports that they are cut', async () => {
    const before = stage.emulator.violations().length
    const answer = await stage.post(SEND, aCard(aButtonCard({ main_title: { title: '水'.repeat(37) } })))
    expect(answer.errcode).to.equal(0)
    const [report] = stage.emulator.violations().slice(before)
    expect(report).to.include({ kind: 'cut' })
    expect(report?.detail).to.include('main_title.title')
  })

  it('gives a response_code to cards that can be updated, and to no others', async () => {
    expect(await stage.post(SEND, aCard(notice))).not.to.have.property('response_code')
    const withMenu = { ...notice, task_id: task(), action_menu: { action_list: [button(1)] } }
    expect(await stage.post(SEND, aCard(withMenu))).to.have.property('response_code')
  })

  it('needs a webhook address for interactive cards (43012)', async () => {
    const mute = await setStage({ webhook: false })
    expect((await mute.post(SEND, aCard(aButtonCard()))).errcode).to.equal(43012)
    expect((await mute.post(SEND, aCard(notice))).errcode).to.equal(0)
  })
})
