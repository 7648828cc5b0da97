const syllables: Record<string, string> = {
  a: 'あ', i: 'い', u: 'う', e: 'え', o: 'お',
  ka: 'か', ki: 'き', ku: 'く', ke: 'け', ko: 'こ', kya: 'きゃ', kyu: 'きゅ', kyo: 'きょ',
  ga: 'が', gi: 'ぎ', gu: 'ぐ', ge: 'げ', go: 'ご', gya: 'ぎゃ', gyu: 'ぎゅ', gyo: 'ぎょ',
  sa: 'さ', si: 'し', shi: 'し', su: 'す', se: 'せ', so: 'そ', sya: 'しゃ', syu: 'しゅ', syo: 'しょ', sha: 'しゃ', shu: 'しゅ', sho: 'しょ',
  za: 'ざ', zi: 'じ', ji: 'じ', zu: 'ず', ze: 'ぜ', zo: 'ぞ', ja: 'じゃ', ju: 'じゅ', jo: 'じょ', zya: 'じゃ', zyu: 'じゅ', zyo: 'じょ', jya: 'じゃ', jyu: 'じゅ', jyo: 'じょ',
  ta: 'た', ti: 'ち', chi: 'ち', tu: 'つ', tsu: 'つ', te: 'て', to: 'と', cha: 'ちゃ', chu: 'ちゅ', cho: 'ちょ', tya: 'ちゃ', tyu: 'ちゅ', tyo: 'ちょ',
  da: 'だ', di: 'ぢ', du: 'づ', de: 'で', do: 'ど', dya: 'ぢゃ', dyu: 'ぢゅ', dyo: 'ぢょ',
  na: 'な', ni: 'に', nu: 'ぬ', ne: 'ね', no: 'の', nya: 'にゃ', nyu: 'にゅ', nyo: 'にょ',
  ha: 'は', hi: 'ひ', hu: 'ふ', fu: 'ふ', he: 'へ', ho: 'ほ', hya: 'ひゃ', hyu: 'ひゅ', hyo: 'ひょ', fa: 'ふぁ', fi: 'ふぃ', fe: 'ふぇ', fo: 'ふぉ',
  ba: 'ば', bi: 'び', bu: 'ぶ', be: 'べ', bo: 'ぼ', bya: 'びゃ', byu: 'びゅ', byo: 'びょ',
  pa: 'ぱ', pi: 'ぴ', pu: 'ぷ', pe: 'ぺ', po: 'ぽ', pya: 'ぴゃ', pyu: 'ぴゅ', pyo: 'ぴょ',
  ma: 'ま', mi: 'み', mu: 'む', me: 'め', mo: 'も', mya: 'みゃ', myu: 'みゅ', myo: 'みょ',
  ya: 'や', yu: 'ゆ', yo: 'よ', ra: 'ら', ri: 'り', ru: 'る', re: 'れ', ro: 'ろ', rya: 'りゃ', ryu: 'りゅ', ryo: 'りょ',
  wa: 'わ', wo: 'を', nn: 'ん', "n'": 'ん', '-': 'ー',
} // biome-ignore format: a table of pairs

/** Latin letters as the hiragana they spell (Hepburn or Kunrei), or null where they spell none: `kokyaku` is こきゃく. */
export function kanaOf(romaji: string): string | null {
  const text = romaji
    .toLowerCase()
    .replace(/[āâ]/g, 'aa')
    .replace(/[ōô]/g, 'ou')
    .replace(/[ūû]/g, 'uu')
    .replace(/\s/g, '')
  let kana = ''
  for (let at = 0; at < text.length; ) {
    const here = text[at]!
    const following = text[at + 1]
    if (here === following && /[bcdfghjkmpqrstvwxyz]/.test(here)) {
      kana += 'っ'
      at += 1
      continue
    }
    const length = [3, 2, 1].find((size) => text.slice(at, at + size) in syllables && at + size <= text.length)
    if (length) {
      kana += syllables[text.slice(at, at + length)]
      at += length
    } else if (here === 'n' && (following === undefined || !/[aiueoy]/.test(following))) {
      kana += 'ん'
      at += 1
    } else if (at > 0 && at >= text.length - 2 && /^[a-z]+$/.test(text.slice(at))) {
      return kana // still typing the last syllable
    } else return null
  }
  return kana
}
