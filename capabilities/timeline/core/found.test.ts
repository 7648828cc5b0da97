import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText } from '#kernel/japaneseText.ts'
import { excerpt, passages, spansOf } from './found.ts'
import { gramsOfWord, likePattern, searchWords } from './searchWords.ts'

const marked = (text: string, typed: string) =>
  passages(text, searchWords(typed))
    .map(({ text: part, isFound }) => (isFound ? `[${part}]` : part))
    .join('')

const letters = fc.string({
  unit: fc.constantFrom(...Array.from('あアｱぁガｶﾞがパﾊﾟー ｰー契約更新髙高﨑Ａa1１①㈱㌔—‐-\n　%_\\ÀààÉ𠮷吉')),
  maxLength: 40,
})

describe('what was found', () => {
  it('is marked as it was written, whatever its width and kana', () => {
    expect(marked('ﾀﾞｯｼｭﾎﾞｰﾄﾞのｻｰﾊﾞｰが遅い', 'だっしゅぼーど サーバー')).toBe('[ﾀﾞｯｼｭﾎﾞｰﾄﾞ]の[ｻｰﾊﾞｰ]が遅い')
    expect(marked('ＡＰＩ連携と㈱髙松', 'api 高松 (株)')).toBe('[ＡＰＩ]連携と[㈱髙松]')
    expect(marked('100%の達成', '%')).toBe('100[%]の達成')
  })
  it('is marked once where words lie over each other', () => {
    expect(marked('契約更新の件', '契約更 約更新')).toBe('[契約更新]の件')
  })
  it('is shown of a long text with what stands around it', () => {
    const text = `${'前'.repeat(400)}解約${'後'.repeat(400)}`
    const shown = excerpt(text, ['解約'])
    expect(shown.map(({ text: part }) => part).join('')).toBe(`…${'前'.repeat(30)}解約${'後'.repeat(128)}…`)
    expect(excerpt(text, ['無い']).at(-1)).toEqual({ text: '…', isFound: false })
  })
  it('leaves the text as it is', () => {
    fc.assert(
      fc.property(letters, letters, (text, typed) => {
        const parts = passages(text, searchWords(typed))
        expect(parts.map((part) => part.text).join('')).toBe(text)
        expect(parts.every((part) => part.text !== '')).toBe(true)
      }),
    )
  })
  it('is marked wherever the folded text has it', () => {
    fc.assert(
      fc.property(letters, letters, letters, (before, word, after) => {
        const words = searchWords(word)
        fc.pre(words.length === 1)
        const text = `${before} ${word} ${after}`
        const spans = spansOf(text, words)
        expect(spans.length).toBeGreaterThan(0)
        for (const { from, to } of spans) expect(foldText(text.slice(from, to))).toContain(words[0])
      }),
    )
  })
})

describe('a word', () => {
  it('is looked for by pairs, and by threes where it is Latin', () => {
    expect(gramsOfWord('契約更新')).toEqual(['契約', '約更', '更新'])
    expect(gramsOfWord('api連携')).toEqual(['api', 'i連', '連携'])
    expect(['港', 'qa', '𠮷野'].map(gramsOfWord)).toEqual([['港'], ['qa'], ['𠮷野']])
  })
  it('means itself to LIKE', () => {
    expect(likePattern('50%_\\')).toBe('%50\\%\\_\\\\%')
  })
  it('is one of several, each looked for once', () => {
    expect(searchWords('　解約　ＳＳＯ 解約 ')).toEqual(['解約', 'sso'])
    expect(searchWords(' 　')).toEqual([])
  })
})
