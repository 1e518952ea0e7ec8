import { accessSync, constants, existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const INSTALLED = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** A browser: the one that is named, an installed one, Playwright's own, else the one from the registry package. */
export async function findBrowser(): Promise<{ executablePath: string; args: string[] }> {
  const args = ['--font-render-hinting=none', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  const named = process.env.BATON_BROWSER
  if (named && !existsSync(named)) throw new Error(`BATON_BROWSER names no file: ${named}`)
  const found = named ?? [...INSTALLED, chromium.executablePath()].find(executable)
  if (found) return { executablePath: found, args }
  const { default: packaged } = await import('@sparticuz/chromium')
  // Of its own arguments only these: the others (one process, no web security) suit a cloud function, not a test.
  return {
    executablePath: await packaged.executablePath(),
    args: [...args, '--headless=shell', '--disable-gpu'],
  }
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
