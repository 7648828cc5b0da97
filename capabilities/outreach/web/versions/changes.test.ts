import { expect, test } from 'vitest'
import { partsOf } from './changes.ts'

test('a version is shown line by line beside the one before it, with what came, went and stayed', () => {
  const before = [
    { label: '本文', text: '中村様\nお世話になります。\n敬具' },
    { label: '2通目', text: '研修' },
  ]
  expect(partsOf([{ label: '本文', text: '中村様\nお世話になっております。\n敬具' }], before)).toEqual([
    {
      label: '本文',
      changed: true,
      lines: [
        { is: 'same', text: '中村様' },
        { is: 'removed', text: 'お世話になります。' },
        { is: 'added', text: 'お世話になっております。' },
        { is: 'same', text: '敬具' },
      ],
    },
    { label: '2通目', changed: true, lines: [{ is: 'removed', text: '研修' }] },
  ])
})

test('the first version has nothing before it, and says so by no marks', () => {
  expect(partsOf([{ label: '件名', text: 'ご案内' }], null)).toEqual([
    { label: '件名', changed: false, lines: [{ is: 'same', text: 'ご案内' }] },
  ])
})
