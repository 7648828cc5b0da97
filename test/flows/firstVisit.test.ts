import { expect, test } from 'vitest'
import { builtPages, testBrowser } from '#test/servers/browser.ts'
import { testServer } from '#test/servers/server.ts'

test('a first visit asks for everything at once, and for nothing twice or in vain', async () => {
  const server = await testServer({ web: builtPages })
  const mori = await server.signIn('csm')
  const { id } = await mori.api.accounts.create({ name: '丘珠メディカル株式会社' })
  // What is still being computed of the new customer would be told to the page, which rightly asks again.
  let told = Date.now()
  server.app.hub.subscribe({ heard: () => void (told = Date.now()), gap: () => {} })
  await expect.poll(() => Date.now() - told).toBeGreaterThan(2000)
  const [name = '', value = ''] = mori.cookie.split(/=(.*)/s)
  for (const at of ['/', '/customers', `/customers/${id}`]) {
    const context = await (await testBrowser()).newContext({ locale: 'ja-JP' })
    await context.addCookies([{ name, value, url: server.address }])
    const page = await context.newPage()
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'GET' && request.url().includes('/api/')) asked.push(request.url())
    })
    await page.goto(`${server.address}${at}`)
    await page.waitForLoadState('load')
    await page.locator('main h1').first().waitFor()
    const left = () => page.evaluate(() => [...(globalThis.bansoEarly?.answers.keys() ?? [])])
    await expect.poll(left).toEqual([])
    expect(asked.filter((one, nth) => asked.indexOf(one) !== nth)).toEqual([])
    await context.close()
  }
})
