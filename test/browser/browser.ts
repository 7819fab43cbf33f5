import { existsSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'

/** Where screenshots of browser tests are kept (git-ignored). */
const ARTEFACTS = fileURLToPath(new URL('../artefacts/', import.meta.url))

const PLACES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
]
const executablePath = PLACES.find((path) => path !== undefined && path !== '' && existsSync(path))

/** A suite that needs Chromium; without one it is skipped, and its title says why. */
export function describeInBrowser(title: string, suite: () => void): void {
  if (executablePath !== undefined) describe(title, suite)
  else describe.skip(`${title} (skipped: no Chromium found, CHROMIUM_PATH may name one)`, suite)
}

/** Starts Chromium, headless and silent on the network. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** A page of its own profile; everything that goes wrong inside it is collected in `problems`. */
export async function openPage(
  browser: Browser,
  viewport: { width: number; height: number } = { width: 1280, height: 800 },
): Promise<{ page: Page; problems: string[] }> {
  const page = await browser.newPage({ viewport, locale: 'zh-CN' })
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') problems.push(line.text())
  })
  return { page, problems }
}

/** Keeps what the page looks like as `test/artefacts/<name>.png`. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(ARTEFACTS, { recursive: true })
  await page.screenshot({ path: `${ARTEFACTS}${name}.png`, animations: 'disabled' })
}
