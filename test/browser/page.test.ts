import { expect } from 'chai'
import type { Browser, Locator, Page } from 'playwright-core'
import { createPageMiddleware } from '../../src/sandbox/api/page.ts'
import { buildPage } from '../../src/sandbox/page/build.ts'
import { startSandbox, type SandboxServer } from '../sandbox/api/sandbox-server.ts'
import { describeInBrowser, keepScreenshot, openBrowser, openPage } from './browser.ts'
import { aCard, deliverCard, playDesk } from './fake-desk.ts'

/** A smallest PNG. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

describeInBrowser('the sandbox page', function () {
  let browser: Browser
  let sandbox: SandboxServer
  let page: Page
  let problems: string[]
  const on = (phone: string, what: string): Locator =>
    page.getByTestId(phone).getByTestId(what).filter({ visible: true })

  before(async () => {
    await buildPage()
    browser = await openBrowser()
  })
  after(() => browser.close())
  beforeEach(async () => {
    sandbox = await startSandbox({}, [createPageMiddleware()])
    ;({ page, problems } = await openPage(browser))
  })
  afterEach(async () => {
    await page.close()
    await sandbox.close()
    expect(problems).to.deep.equal([])
  })
  const visit = async (): Promise<void> => {
    await page.goto(sandbox.url)
    await page.getByTestId('phone-ZhangWei').waitFor()
  }

  it('leads a newcomer from the example to the taken card', async () => {
    playDesk(sandbox)
    await visit()
    await page.getByTestId('example').click()
    expect(await on('phone-ZhangWei', 'input').inputValue()).to.equal(
      '3栋2单元501 张女士 13800000000 厨房漏水',
    )
    await keepScreenshot(page, 'page-first-visit')
    await page.keyboard.press('Enter')
    await on('phone-WangFang', 'button-card:take').waitFor()
    await on('phone-ChenJing', 'button-card:take').waitFor()
    await keepScreenshot(page, 'page-new-ticket')
    await on('phone-WangFang', 'button-card:take').click()
    for (const phone of ['phone-WangFang', 'phone-ChenJing'])
      expect(await on(phone, 'replaced').innerText()).to.equal('王芳 已接单')
    expect(await on('phone-ChenJing', 'button-card:take').count()).to.equal(0)
    expect(sandbox.phones.acts.at(-1)).to.deep.equal(['WangFang', { cardId: 'm3', key: 'card:take' }])
    await keepScreenshot(page, 'page-taken')
  })

  it('sends the chosen options along with the tap', async () => {
    deliverCard(sandbox.phones, 'WangFang', aCard())
    await visit()
    await on('phone-WangFang', 'question-department').selectOption('工程部')
    const answered = page.waitForResponse(/\/click$/)
    await on('phone-WangFang', 'button-card:transfer').click()
    expect((await answered).status()).to.equal(200)
    expect(sandbox.phones.acts).to.deep.equal([
      ['WangFang', { cardId: 'm1', key: 'card:transfer', selected: { department: ['engineering'] } }],
    ])
  })

  it('shows what arrives while it is open, and counts what is not in view', async () => {
    await visit()
    sandbox.phones.deliver('WuGang', { text: '请到 3-2-501' })
    const row = page.getByRole('button', { name: '吴刚' })
    await row.getByTestId('unread').waitFor()
    expect(await page.getByTestId('phone-WuGang').count()).to.equal(0)
    await row.click()
    await on('phone-WuGang', 'message').waitFor()
    expect(await on('phone-WuGang', 'message').innerText()).to.contain('请到 3-2-501')
    await row.getByTestId('unread').waitFor({ state: 'detached' })
  })

  it('remembers which phones were chosen', async () => {
    await visit()
    await page.getByLabel('显示吴刚').check()
    await page.getByLabel('收起陈静的手机').click()
    await page.reload()
    await page.getByTestId('phone-WuGang').waitFor()
    expect(await page.getByTestId('phone-ChenJing').count()).to.equal(0)
  })

  it('moves the clock', async () => {
    await visit()
    await page.getByTestId('clock-plus-hour').click()
    await page.getByText('2026年11月24日 周二 10:00').waitFor()
    await page.getByTestId('clock-plus-day').click()
    await page.getByText('2026年11月25日 周三 10:00').waitFor()
    await page.getByTestId('clock-next-monday').click()
    await page.getByText('2026年11月30日 周一 09:00').waitFor()
  })

  it('sends a photo and shows it', async () => {
    await visit()
    await page
      .getByTestId('phone-ZhangWei')
      .getByTestId('photo')
      .setInputFiles({ name: 'leak.png', mimeType: 'image/png', buffer: DOT })
    await page.getByAltText('发送的图片').waitFor()
    expect(sandbox.phones.acts).to.deep.equal([
      ['ZhangWei', { type: 'image', base64: DOT.toString('base64'), fileName: 'leak.png' }],
    ])
  })

  it('clicks a row of an owner’s menu', async () => {
    const menu = [{ id: 'repair', text: '我要报修' }]
    sandbox.phones.deliver('wm-zhang', { text: '您好\n我要报修', msgType: 'msgmenu', menu })
    await visit()
    await on('owner-wm-zhang', 'menu-repair').click()
    await on('owner-wm-zhang', 'message').nth(1).waitFor()
    expect(sandbox.phones.acts).to.deep.equal([
      ['wm-zhang', { type: 'text', content: '我要报修', menuId: 'repair' }],
    ])
  })

  it('shows text as text, whatever it holds', async () => {
    sandbox.phones.deliver('ZhangWei', { text: '<img src=x onerror=alert(1)> https://example.com/t/1，谢谢' })
    await visit()
    expect(await on('phone-ZhangWei', 'message').innerText()).to.contain('<img src=x onerror=alert(1)>')
    expect(await page.getByRole('link').getAttribute('href')).to.equal('https://example.com/t/1')
  })

  it('says in Chinese that an act was refused, and keeps what was written', async () => {
    await visit()
    await on('phone-ZhangWei', 'input').fill('拒收')
    await on('phone-ZhangWei', 'send').click()
    await page.getByTestId('problem').getByText('平台没有收下').waitFor()
    expect(await on('phone-ZhangWei', 'input').inputValue()).to.equal('拒收')
    await page.getByRole('button', { name: '知道了' }).click()
    expect(await page.getByTestId('problem').count()).to.equal(0)
    expect(problems.splice(0).join()).to.contain('409')
  })

  it('says when the desk is gone, and catches up when it is back', async () => {
    await visit()
    await page.context().setOffline(true)
    await on('phone-ZhangWei', 'input').fill('厨房漏水')
    await on('phone-ZhangWei', 'send').click()
    await page.getByTestId('problem').getByText('连不上服务台').waitFor()
    await page.context().setOffline(false)
    await on('phone-ZhangWei', 'send').click()
    await on('phone-ZhangWei', 'message').waitFor()
    expect(problems.splice(0).join()).to.contain('ERR_INTERNET_DISCONNECTED')
  })

  it('is usable on a narrow screen', async () => {
    playDesk(sandbox)
    await page.setViewportSize({ width: 390, height: 844 })
    await visit()
    await page.getByTestId('example').click()
    await on('phone-ZhangWei', 'send').click()
    await page.getByRole('navigation').getByRole('button', { name: '王芳' }).click()
    await on('phone-WangFang', 'button-card:take').click()
    await on('phone-WangFang', 'replaced').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).to.equal(390)
    await keepScreenshot(page, 'page-narrow')
  })
})
