import { expect } from 'chai'
import { classifyErrcode, type Handling } from '../../src/wecom/error-codes.ts'

describe('classifyErrcode', () => {
  // Read off the table of wecom.md 11 a second time, in its order.
  const table: Record<'ok' | Handling, number[]> = {
    ok: [0],
    retry: [-1, 6000],
    refresh_token: [40014, 42001],
    back_off: [45009, 45033],
    alarm: [
      ...[40001, 40013, 40056, 40057, 40091, 41002, 41004, 43009, 43012, 48001, 48002, 48004, 48005, 48006],
      ...[48007, 48008, 48009, 50001, 50003, 60020, 60021, 60030, 60031, 80001, 85005, 93000, 93004, 93006],
      ...[93008, 301002, 301005, 301007, 301042, 853000, 95011, 95012, 95017],
    ],
    drop: [
      ...[40003, 40004, 40007, 40008, 40016, 40031, 40033, 40035, 40050, 40058, 40063, 41001, 42003, 42014],
      ...[42015, 42027, 42045, 42051, 44001, 44004, 45001, 45002, 46004, 49008, 50002, 60011, 60111, 60140],
      ...[81013, 82001, 82101, 85002, 86001, 86215, 95001, 95002, 95007, 95018, 301019, 830002],
    ],
  }
  for (const [handling, codes] of Object.entries(table)) {
    it(`says ${handling} to ${codes.join(', ')}`, () => {
      for (const code of codes) expect([code, classifyErrcode(code)]).to.deep.equal([code, handling])
    })
  }

  it('drops what nobody listed, so that one odd message cannot stop the queue', () => {
    for (const code of [1, 99_999, 1_234_567, Number.NaN]) expect(classifyErrcode(code)).to.equal('drop')
  })
})
