import { expect } from 'chai'
import { fake } from 'sinon'
import { ensureGroups } from '../../src/services/groups.ts'
import { sampleDirectory } from '../support/views.ts'
import { wecomError } from '../support/fake-wecom.ts'
import { createCapturedLog } from '../wecom/support/captured-log.ts'

describe('ensureGroups', () => {
  it('makes the configured groups that are not there yet', async () => {
    const getGroup = fake((chatId: string) =>
      Promise.resolve(chatId === 'cuihuServiceGroup' ? { chatId } : undefined),
    )
    const createGroup = fake((group: { chatId: string; ownerUserId: string; userIds: string[] }) =>
      Promise.resolve(group),
    )
    const { logger } = createCapturedLog()
    await ensureGroups(sampleDirectory, { getGroup, createGroup }, logger)
    expect(createGroup.callCount).to.equal(1)
    const made = createGroup.firstCall.args[0]
    expect(made).to.include({ chatId: 'cuihuManagersGroup', ownerUserId: 'HeZhiyuan' })
    expect(made.userIds).to.include('HeZhiyuan')
  })

  it('a group that cannot be made is logged and does not stop the others', async () => {
    const createGroup = fake((group: { chatId: string }) =>
      group.chatId === 'cuihuServiceGroup' ? Promise.reject(wecomError(86001)) : Promise.resolve(group),
    )
    const log = createCapturedLog()
    await ensureGroups(
      sampleDirectory,
      { getGroup: () => Promise.resolve(undefined), createGroup },
      log.logger,
    )
    expect(createGroup.callCount).to.equal(2)
    expect(log.lines.map(({ level, chatId }) => [level, chatId])).to.deep.equal([
      [50, 'cuihuServiceGroup'],
      [30, 'cuihuManagersGroup'],
    ])
  })
})
