import { type Browser, chromium } from 'playwright-core'
import { findChromium } from '../tools/chromium.mjs'

export { ensurePages } from '../tools/pages.mjs'

/** A real browser for a bench: the one the tests use. */
export async function openChromium(): Promise<Browser> {
  const program = await findChromium()
  return chromium.launch({ ...(program ? { executablePath: program } : {}), args: ['--no-sandbox'] })
}
