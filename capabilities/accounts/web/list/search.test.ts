import { expect, test } from 'vitest'
import { contentOf, type ListContent, listSearch, searchOf, standard } from './search.ts'

const view: ListContent = {
  condition: 'health.score < 60',
  columns: ['contract.arr'],
  sort: 'account.name',
  groupBy: 'phase.key',
}

test('an address without anything shows the view as it was saved', () => {
  expect(contentOf({}, view)).toEqual(view)
  expect(searchOf(view, view)).toEqual({})
  expect(contentOf({})).toEqual(standard)
})

test('what differs from the view stands in the address and comes back from it', () => {
  const changed: ListContent = {
    condition: '',
    columns: ['contract.arr', 'tags'],
    sort: '-contract.arr',
    groupBy: null,
  }
  const search = searchOf(changed, view)
  expect(search).toEqual({ c: 'none', cols: 'contract.arr,tags', sort: '-contract.arr', by: 'none' })
  expect(contentOf(search, view)).toEqual(changed)
})

test('of an address only texts are taken', () => {
  expect(listSearch({ q: '青海', sort: ['a'], foreign: 'x' })).toEqual({ q: '青海' })
})
