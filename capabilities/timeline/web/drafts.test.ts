import { expect, test } from 'vitest'
import { draftKey, forgetDrafts } from './drafts.ts'

test('notes that were begun are forgotten, what the next person needs stays', () => {
  const kept: Record<string, string> = { [draftKey('a')]: '値引きの件', [draftKey('b')]: 'x', 'banso.language': 'ja' }
  // A browser's storage has its texts as properties of its own, and its functions from what it is made of.
  const storage = Object.assign(Object.create({ removeItem: (key: string) => delete kept[key] }), kept)
  forgetDrafts(storage)
  expect(kept).toEqual({ 'banso.language': 'ja' })
})
