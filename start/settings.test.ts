import path from 'node:path'
import { expect, test } from 'vitest'
import { addressOf } from './address.ts'
import { readSettings } from './settings.ts'

test('without a word, Banso is for this machine alone, on ./data', () => {
  const settings = readSettings([], {})
  expect(settings).toMatchObject({ host: '127.0.0.1', port: 4650, demo: false, databaseUrl: undefined })
  expect(settings.dataDirectory).toBe(path.resolve('data'))
  expect(addressOf(settings, 4650)).toBe('http://127.0.0.1:4650')
})

test('flags and environment are honoured, and the demo keeps its data apart', () => {
  const settings = readSettings(['--demo', '--data', '/srv/with space'], { PORT: '8080', HOST: '0.0.0.0' })
  expect(settings).toMatchObject({ host: '0.0.0.0', port: 8080, demo: true, dataDirectory: '/srv/with space/demo' })
  expect(addressOf(settings, 8080)).toBe('http://localhost:8080')
  expect(addressOf({ ...settings, publicUrl: 'https://cs.example.co.jp/' }, 8080)).toBe('https://cs.example.co.jp')
})

test('what cannot be understood is named', () => {
  expect(() => readSettings([], { PORT: 'https' })).toThrow('PORT')
  expect(() => readSettings(['--daat', 'x'], {})).toThrow('--daat')
})

test('an address that cannot be used is named, and its password is not', () => {
  const refused = (env: NodeJS.ProcessEnv) => expect(() => readSettings([], env))
  refused({ DATABASE_URL: 'db.example.jp' }).toThrow('DATABASE_URL')
  refused({ DATABASE_URL: 'mysql://banso:geheim@db.example.jp/cs' }).toThrow(/^(?!.*geheim).*mysql:.*postgres:/)
  refused({ CLICKHOUSE_URL: 'tcp://events:9000' }).toThrow('CLICKHOUSE_URL')
  refused({ EVENTS_CLUSTER: 'eu' }).toThrow('EVENTS_CLUSTER needs CLICKHOUSE_URL')
  refused({ EVENTS_CLUSTER: 'eu; drop', CLICKHOUSE_URL: 'http://ch' }).toThrow('letters, digits')
  refused({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }).toThrow('OTEL_EXPORTER_OTLP_ENDPOINT')
  refused({ PUBLIC_URL: 'cs.example.co.jp' }).toThrow('PUBLIC_URL')
  refused({ TRUST_PROXY: '10.0.0.0/8, proxy' }).toThrow(/TRUST_PROXY.*: proxy/)
  const fine = readSettings([], { DATABASE_URL: 'postgresql://a@b/c', TRUST_PROXY: 'loopback,10.0.0.1' })
  expect(fine).toMatchObject({ databaseUrl: 'postgresql://a@b/c', trustProxy: 'loopback,10.0.0.1' })
})
