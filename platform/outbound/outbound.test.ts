import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { openLine } from '#platform/mail/smtp.ts'
import { allowedRanges, isGlobal } from './addresses.ts'
import { allowOutbound } from './connect.ts'
import { sendOut, urlFault } from './send.ts'

let knocks = 0
const listener = net.createServer((socket) => {
  knocks++
  socket.destroy()
})
await new Promise<void>((resolve) => listener.listen(0, '::', resolve))
const { port } = listener.address() as AddressInfo
afterAll(() => listener.close())
// What another file of this process has allowed does not count here.
beforeEach(() => {
  allowOutbound([])
  knocks = 0
})

const hostile = [
  'localhost', '127.0.0.1', '127.1', '127.255.255.254', '2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1', '0',
  '0.0.0.0', '0.1.2.3', '[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[64:ff9b::7f00:1]',
  '[64:ff9b:1::7f00:1]', '[2002:7f00:1::]', '[2001::7f00:1]', '[fe80::1]', '[fec0::1]', '[fc00::1]', '[fd00:ec2::254]',
  '[ff02::1]', '[100::1]', '[2001:db8::1]', '[4000::1]', '169.254.169.254', '169.254.1.1', '168.63.129.16', '192.0.0.192',
  '100.100.100.200', '100.64.0.1', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.0.1', '198.18.0.1', '192.0.2.1',
  '224.0.0.1', '240.0.0.1', '255.255.255.255', '１２７.０.０.１', 'localhost.',
] // biome-ignore format: a list of addresses

const doors = {
  webhook: (host: string) => sendOut({ url: `http://${host}:${port}/hook`, headers: {}, body: '{}', within: 5000 }),
  mail: (host: string) => openLine({ host, port, security: 'none', user: null, password: null }),
}

test.each(hostile)('nothing goes to %s by any door', async (host) => {
  for (const [door, knock] of Object.entries(doors)) {
    const error = await knock(host).catch((thrown: unknown) => thrown)
    // A name that nobody knows is refused by nobody; what matters is that nothing was sent.
    expect([door, error instanceof Error]).toEqual([door, true])
    if (net.isIP(host.replace(/[[\]]/g, ''))) expect(String(error)).toContain('not open to everybody')
  }
  expect(knocks).toBe(0)
})

test('what the operator allows is reached, and nothing beside it', async () => {
  allowOutbound(allowedRanges('127.0.0.1, 10.0.0.0/8'))
  await expect(doors.webhook('127.0.0.1')).rejects.toThrow(/hang up|reset/)
  expect(knocks).toBe(1)
  await expect(doors.webhook('127.0.0.2')).rejects.toThrow('not open to everybody')
  expect(knocks).toBe(1)
})

test('the mail server that the operator has named is trusted wherever it stands', async () => {
  const server = { host: '127.0.0.1', port, security: 'none', user: null, password: null, trusted: true } as const
  await expect(openLine(server)).rejects.toThrow()
  expect(knocks).toBe(1)
})

test('a redirect is an answer and is not followed, and a long answer is cut', async () => {
  const server = http.createServer((_request, response) => {
    response.writeHead(302, { location: `http://127.0.0.1:${port}/` }).end('x'.repeat(100_000))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.2', resolve))
  allowOutbound(allowedRanges('127.0.0.2'))
  const url = `http://127.0.0.2:${(server.address() as AddressInfo).port}/`
  const { status, text } = await sendOut({ url, headers: {}, body: '{}', within: 5000 })
  expect([status, text.length, knocks]).toEqual([302, 4096, 0])
  server.close()
})

test('whoever never answers is given up in time', async () => {
  const server = http.createServer(() => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.2', resolve))
  allowOutbound(allowedRanges('127.0.0.2'))
  const url = `http://127.0.0.2:${(server.address() as AddressInfo).port}/`
  await expect(sendOut({ url, headers: {}, body: '{}', within: 200 })).rejects.toMatchObject({ code: 'ETIMEDOUT' })
  server.close()
  server.closeAllConnections()
})

test('addresses of the internet are global, and written ones without a fault are found so', () => {
  for (const address of ['8.8.8.8', '203.104.209.71', '2404:6800:4004:80a::200e']) expect(isGlobal(address)).toBe(true)
  expect([urlFault('https://a.example/x'), urlFault('ftp://a'), urlFault('https://u:p@a'), urlFault('a')]).toEqual([
    null, 'not_https', 'credentials', 'not_a_url',
  ]) // biome-ignore format: one line of faults
  expect(() => allowedRanges('10.0.0.0/8, meins')).toThrow('meins')
})
