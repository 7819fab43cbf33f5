import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { describeInBrowser, keepScreenshot, openBrowser, openPage } from './browser.ts'

describeInBrowser('the first half of the story on the page itself', () => {
  let desk: TestSandbox
  let browser: Browser
  let page: Page
  let problems: string[]

  before(async () => {
    desk = await startTestSandbox()
    browser = await openBrowser()
    ;({ page, problems } = await openPage(browser, { width: 1600, height: 900 }))
  })
  after(async () => {
    await browser.close()
    await desk.close()
  })

  const phone = (userId: string) => page.getByTestId(`phone-${userId}`)
  const onDuty = async (role: string) =>
    (await desk.people()).members
      .filter(({ roles, onDuty: duty }) => roles.includes(role) && duty)
      .map(({ userId }) => userId)

  it('REC-4.2b lets a first-time visitor send the example and sees the front desk’s phones get the card', async () => {
    await page.goto(`${desk.url}/`)
    await page.getByText('3栋2单元501 张女士 13800000000 厨房漏水').first().click()
    const ready = page.locator('[data-testid^=phone-]', {
      has: page.locator('[data-testid=send]:not([disabled])'),
    })
    // Once sent, no phone has words to send any more: the phone is remembered by its name.
    const sender = page.getByTestId((await ready.first().getAttribute('data-testid')) ?? '')
    await sender.getByTestId('send').click()
    await sender.getByText(/已登记 JD-\d{8}-\d{4}/u).waitFor()
    for (const userId of await onDuty('front_desk'))
      await phone(userId).getByTestId('button-card:take').waitFor()
    await keepScreenshot(page, 'story-1-card')
  })

  it('REC-4.5 changes every other copy of the card when one takes it', async () => {
    const [first, second] = await onDuty('front_desk')
    await phone(first!).getByTestId('button-card:take').click()
    await phone(first!).getByTestId('button-card:finish').waitFor()
    await phone(second!)
      .getByText(/\d+月\d+日 \d\d:\d\d 已接单/u)
      .waitFor()
    expect(await phone(second!).getByTestId('button-card:take').count()).to.equal(0)
    await keepScreenshot(page, 'story-2-taken')
  })

  it('REC-4.7 brings the supervisor’s card and the group’s notice when the clock is moved on two days', async () => {
    const [supervisor] = await onDuty('supervisor')
    const day = page.getByTestId('clock-plus-day')
    await day.click()
    await page.locator('[data-testid=clock-plus-day]:not([disabled])').waitFor()
    await day.click()
    await phone(supervisor!).getByTestId('button-card:escalate').waitFor()
    await page
      .locator('[data-testid^=group-]')
      .getByText(/【超时】JD-/u)
      .first()
      .waitFor()
    await phone(supervisor!).scrollIntoViewIfNeeded()
    await keepScreenshot(page, 'story-3-overdue')
    expect(problems).to.deep.equal([])
  })
})
