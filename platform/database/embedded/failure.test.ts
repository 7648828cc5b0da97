import { expect, test } from 'vitest'
import { explainFailure } from './failure.ts'

const told = (output: string) => explainFailure(output, '/srv/data').messages

test('a full disk is told as one, with what to do', () => {
  const { en, ja } = told('FATAL:  could not write lock file "postmaster.pid": No space left on device')
  expect(en).toContain('is full')
  expect(ja).toContain('空き')
})

test('data of another version and data of another owner are told apart', () => {
  const version = 'DETAIL:  The data directory was initialized by PostgreSQL version 17, which is not compatible'
  expect(told(version).en).toContain('another version')
  expect(told('FATAL:  data directory "/srv/data/postgres" has wrong ownership').en).toContain('who owns it')
})

test('whatever else goes wrong is told in the words of PostgreSQL, and where to read on', () => {
  const { en } = told('LOG:  starting\nFATAL:  could not map anonymous shared memory: Cannot allocate memory')
  expect(en).toContain('Cannot allocate memory')
  expect(en).toContain('/srv/data/postgres.log')
})
