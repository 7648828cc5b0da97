import { expect, test } from 'vitest'
import { stateIn } from './boardDrag.ts'

const step = { state: { is: 'open', watched: true }, isReady: true, side: 'theirs', evidence: 'facts' } as const

test('a card becomes what its new column says, and none is carried into waiting or out of it into ready', () => {
  expect(stateIn('doing', step, '2026-11-20')).toEqual({ is: 'doing', since: '2026-11-20' })
  expect(stateIn('over', step, '2026-11-20')).toEqual({ is: 'done', on: '2026-11-20', by: 'customer' })
  expect(stateIn('ready', step, '2026-11-20')).toBeNull()
  const over = { ...step, state: { is: 'done', on: '2026-11-19', by: 'facts' } } as const
  expect(stateIn('ready', over, '2026-11-20')).toEqual({ is: 'open', watched: false })
  expect(stateIn('ready', { ...over, isReady: false }, '2026-11-20')).toBeNull()
  expect(stateIn('ready', { ...step, isReady: false }, '2026-11-20')).toBeNull()
  expect(stateIn('waiting', over, '2026-11-20')).toBeNull()
})
